"""What is no story goes, what cannot stay is named, no word is touched."""

from __future__ import annotations

import pytest
from ficstead.importing.writing.markdown import written


def hidden(address: str, key: int = 0x5A) -> str:
    """Return an address as Cloudflare hides it."""
    return f"{key:02x}" + "".join(f"{ord(sign) ^ key:02x}" for sign in address)


def losses(html: str) -> list[str]:
    return [loss.what for loss in written(html).lost]


def test_addresses_that_cloudflare_hid_are_read() -> None:
    code = hidden("wren@example.org")
    text = f'<p><span class="__cf_email__" data-cfemail="{code}">[email]</span></p>'
    link = f'<p><a href="/cdn-cgi/l/email-protection#{code}">me</a></p>'
    assert written(text).text == "wren@example.org\n"
    assert written(link).text == "[me](mailto:wren@example.org)\n"


@pytest.mark.parametrize("code", ["", "5", "zz", "5a", "ff" * 500])
def test_a_broken_code_breaks_nothing(code: str) -> None:
    made = written(f'<p><span data-cfemail="{code}">mail</span> me</p>')
    assert made.text.endswith("me\n")


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<iframe src="https://www.youtube.com/embed/a"></iframe>', "a video"),
        ('<video><source src="https://a.b/c.mp4">no</video>', "a video"),
        ('<audio src="https://a.b/c.mp3"></audio>', "a recording"),
        ('<embed src="https://a.b/c.swf">', "an embedded object"),
    ],
)
def test_films_and_recordings_are_losses_and_links(html: str, what: str) -> None:
    made = written(f"<p>See</p>{html}")
    address = made.lost[0].what.removeprefix(f"{what}: ")
    assert made.text == f"See\n\n<{address}>\n"


def test_pictures_that_did_not_come_along_are_named() -> None:
    assert losses('<p>a<img src="data:image/png;base64,x" alt="A lamp"></p>') == [
        "a picture: inside the page (A lamp)"
    ]
    assert losses('<p>a<img src="files/lamp.png"></p>') == ["a picture: files/lamp.png"]


@pytest.mark.parametrize(
    "href",
    [
        *("#note 1", "#note%201", "https://ao3.org/works/12/chapters/3#note%201"),
        "http://archiveofourown.org/works/12#note 1",
    ],
)
def test_links_inside_a_text_lead_where_they_led(href: str) -> None:
    html = f'<p>See <a href="{href}">below</a>.</p><p id="note 1">Here.</p>'
    made = written(html, {}, "https://archiveofourown.org/works/12")
    assert made.text == 'See [below](#note-1).\n\n<a name="note-1"></a>Here.\n'
    assert made.lost == ()


def test_a_link_of_the_site_leads_to_the_site() -> None:
    made = written('<p><a href="/works/1">x</a></p>', {}, "https://ao3.org/works/12")
    assert made.text == "[x](https://ao3.org/works/1)\n"


@pytest.mark.parametrize("href", ["#", "javascript:void(0)", "JavaScript: x()"])
def test_buttons_that_look_like_links_are_no_loss(href: str) -> None:
    made = written(f'<p><a href="{href}">more</a></p>')
    assert (made.text, made.lost) == ("more\n", ())


def test_links_to_notes_of_another_text_are_named_at_once() -> None:
    html = "".join(f'<p>a<sup><a href="#n{n}">{n}</a></sup></p>' for n in (1, 2, 3))
    assert losses(html) == ["where 3 links lead: #n1, #n2, #n3"]


@pytest.mark.parametrize("href", ["#gone", "chapter2.html", "other.html#note"])
def test_links_to_what_is_not_here_are_named(href: str) -> None:
    assert losses(f'<p id="here"><a href="{href}">x</a></p>') == [
        f"where a link leads: {href}"
    ]


def test_links_that_lead_nowhere_here_are_named_and_keep_their_words() -> None:
    made = written('<p><a href="/works/1">there</a></p>')
    assert made.text == "there\n"
    assert [loss.what for loss in made.lost] == ["where a link leads: /works/1"]


@pytest.mark.parametrize(
    "debris",
    [
        '<h3 class="landmark heading" id="work">Chapter Text</h3>',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<button onclick="x()">Share</button>',
        "<p></p><p> </p><span></span>",
        '<img src="https://a.b/count.gif" width="1" height="1">',
    ],
)
def test_what_is_no_story_goes_silently(debris: str) -> None:
    made = written(f"<p>one</p>{debris}<p onclick='x()'>two</p>")
    assert made.text == "one\n\ntwo\n"
    assert made.lost == ()


def test_apple_and_word_debris_leaves_the_words() -> None:
    apple = '<p>One.<span class="Apple-converted-space">&nbsp; </span>Two.</p>'
    word = '<p class="MsoNormal"><span lang="EN-US">Tea</span></p>'
    assert written(apple).text == "One. Two.\n"
    assert written(word).text == "Tea\n"


def test_a_language_of_few_words_stays() -> None:
    made = written('<p>She said <span lang="fr">oui</span> at once.</p>')
    assert made.text == 'She said <span lang="fr">oui</span> at once.\n'


def test_a_direction_is_said_once() -> None:
    made = written('<p dir="rtl">אחת</p><p dir="rtl">שתיים</p>')
    assert made.text == '<div dir="rtl">\nאחת\n\nשתיים\n</div>\n'
    assert written('<p dir="ltr">one</p>').text == "one\n"


def test_empty_paragraphs_between_all_paragraphs_go() -> None:
    spaced = "<p>&nbsp;</p>".join(f"<p>{n}</p>" for n in "abcdef")
    assert written(spaced).text == "a\n\nb\n\nc\n\nd\n\ne\n\nf\n"
    scene = spaced.replace("<p>d</p>", "<p>&nbsp;</p><p>d</p>")
    assert written(scene).text == "a\n\nb\n\nc\n\n&nbsp;\n\nd\n\ne\n\nf\n"


def test_a_few_empty_paragraphs_are_scenes_and_stay() -> None:
    made = written("<p>a</p><p>b</p><p><br></p><p>&nbsp;</p><p>c</p><p>d</p><p>e</p>")
    assert made.text == "a\n\nb\n\n&nbsp;\n\nc\n\nd\n\ne\n"


def test_typed_indents_go_where_every_paragraph_has_one() -> None:
    assert written("<p>\u3000一</p><p>\u3000二</p><p>\u3000三</p>").text == (
        "一\n\n二\n\n三\n"
    )


def test_signs_that_no_text_may_hold_are_named() -> None:
    assert losses("<p>a\ufdd0b</p>") == ["a sign that no text may hold: U+FDD0"]
