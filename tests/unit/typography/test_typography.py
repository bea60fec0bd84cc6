"""Typography for fiction, as a specification: one small case for each thing it knows.

A line of `SET` is a text as it should be set. The test types it on a plain keyboard
(straight quotes, two hyphens, three points) and sets it again.
"""

from __future__ import annotations

import re
from html import escape

import pytest
from ficstead.prose import words
from ficstead.typography import typography
from hypothesis import example, given
from hypothesis import strategies as st

KEYBOARD = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "…": "..."}


def typed(text: str) -> str:
    return re.sub("[“”‘’—…]", lambda match: KEYBOARD[match[0]], text)


SET = """
— Dialogue
“No,” she said.
“No!” “Yes?” “Well.”
She said, “No.”
“I don’t know,” he said, “and I don’t care.”
“You came,” said Ana. “You actually came.”
She asked—quietly—“Why?”
He said: “Go.” (“Now?” she asked.)
[“Untitled,” it said.]
“Oh,” “ah,” and “hm.”
“‘No’ is a sentence,” she said.
The word “home” meant nothing.
So-called “friends”.
“A,” “B”; “C”: “D”?
“Is it ‘who’ or ‘whom’?”
The sign said “NO ENTRY”; she went in.
“$5,” he said. “£3!”
“3 o’clock?”
“…and then nothing.”
“—I proceed,” said the Mouse-king.
“¿Qué?” she asked.
“(Laughs.) No.”
— Interruption and trailing off
“But I—”
“But I—” he began.
“But I—” He stopped.
“I thought…”
“I thought…” she said.
“I thought—” “You didn’t.”
“And you—you’re—” “Late.”
“Wait—” she said, “—stop!”
“If you had only”—he coughed—“asked me.”
“If you had only—” he coughed “—asked me.”
He stopped—“No,” he said.
…“No,” he said at last.
And then…“What?”
“It’s…it’s you.”
“What the—?”
“What the…?”
“I—I—I can’t.”
“Wh—” “Shh.”
She was—“happy,” was it?
— Nested quotations
“She said ‘no’.”
“She said ‘no,’ and left.”
“She said, ‘No.’”
“She said ‘no’”
“‘No,’ she said, ‘not now.’”
“‘Tell him,’ she said, ‘that I said “no.”’”
“Did she say ‘maybe’?”
“Have you read ‘The Ugly Duckling’ yet?”
“The words ‘love’ and ‘lunch’ look alike.”
“She said ‘I don’t know’ and left.”
“‘It’s late,’ he said.”
“‘What?’”
“He wrote ‘Yours, J.’ and ‘P.S. Burn this.’”
“—‘mine,’ she wrote—”
“I heard ‘run’—so I ran.”
“They call it ‘the Captain’s chair’ here.”
— Speech over several paragraphs
“It began in the year of the flood, and nobody knew why.
“‘My dear,’ he said, ‘you must not go up there.
“‘There is nothing up there but gulls.
— British: single quotes first
‘No,’ she said. ‘Not now.’
‘I don’t know,’ he said, ‘and I don’t care.’
‘She said “no” to me,’ he said. ‘Twice.’
‘“No” is a sentence,’ she said. ‘Learn it.’
‘’Tis the same,’ he said. ‘’Twas always so.’
‘Give ’em here,’ said Tom. ‘All of ’em.’
‘The boys’ mother said no,’ he said. ‘Ask again.’
‘I’m talkin’ to you,’ he said. ‘Nothin’ doin’.’
‘But I—’ ‘No.’
‘But I—’ she began. ‘I only—’
‘I thought…’ she said. ‘I thought…’
‘If you’d only’—he coughed—‘asked me.’ ‘When?’
‘And who are you?’ he said. ‘All alone?’
‘As if I’d know!’ she said. ‘It isn’t mine.’
‘My name,’ said he, ‘is Bond.’ ‘Really?’
‘He said “it’s the boys’ turn,” and left,’ she said. ‘Honest.’
‘In the summer of ’69,’ he said, ‘we had nothing.’
‘What’s all this ’ere?’ he said. ‘What’s in the ’ouse?’
— Left out at the beginning
’Tis the season.
’Twas brillig.
“’Tis mine,” she said.
“’Twas nothing,” he said.
“’Twere better so.”
“’Twill serve.”
“’Twixt you and me.”
“’Twouldn’t do.”
“’Tisn’t so,” said Jo.
“’Tain’t mine.”
“So ’tis,” he said.
Get ’em, boys.
“Get ’em!” he said.
“Stop ’im!” she cried.
’Cause I said so.
“’Cause I said so,” she said.
“Just ’cause you can.”
’Til death.
“Not ’til noon,” he said.
Dance ’til dawn, and ’round and ’round.
“Come ’round at six.”
“How ’bout you?” he asked. “’Bout time.”
“’Nuff said.”
“’Fraid not,” he said.
“’S all right,” he said.
“’Scuse me.”
“’Spose so.”
“’Kay,” she said.
“’Morning,” said Bilbo. “’Evening, all.”
“’Night, Sam.”
“That young ’un, and them other ’uns.”
’Neath the stars and ’gainst the wind and ’mongst the reeds.
We sailed to ’Frisco.
“’Course I know,” he said.
“’Ello, ’ello, ’ello.”
“’E’s dead, ’e is.”
“’Ere, what’s all this?”
“That ’ere ’ouse, guv’nor.”
“I ’it ’im on the ’ead.”
“Mind yer ’at,” said ’Arry to ’Enry.
“’Ow d’you know?”
“’Ave you seen ’er?”
“I ’aven’t, an’ I ’adn’t.”
“’E ’ad ’is ’and on ’er ’eart.”
“It’s ’orrible, it is.”
“A ’undred ’orses.”
“I ’ope you’re ’ungry.”
“’Urry up.”
“What the ’ell?”
“’Old on a minute,” he said. “’Old ’ard.”
“It’s an ’ard life, bein’ ’umble.”
“She’s in ’ospital.”
“The ’ouse is a-’auntin’ us.”
“’Ark at ’im!”
“He wouldn’t ’a’ gone.”
“The ’arf-crown’s mine.”
“’E won’t ’arm you, miss.”
“She ’eard it ’erself.”
— Left out at the end
Talkin’ an’ walkin’ all day.
“I’m talkin’,” he said.
“Nothin’ doin’.”
“Nothin’!” he said.
“Good mornin’, ma’am.”
“Goin’ to town,” he said, “or stayin’?”
“Wi’ ol’ Tom o’ the hill.”
“Mornin’.” “Evenin’.”
“Th’ door’s open.”
“I didn’ see nothin’ an’ couldn’ hear.”
“Tell yo’ mama.”
“Jus’ a minute.”
“Lor’, I wouldn’t.”
“Mos’ of de time.”
Will-o’-the-wisp, jack-o’-lantern, cat-o’-nine-tails.
Man o’ war and cup o’ tea.
— In the middle
Don’t, won’t, can’t, shan’t, I’d’ve, y’all’d’ve.
Ma’am, o’clock, ne’er-do-well, fo’c’sle, ha’penny, O’Brien.
Y’all, s’pose, p’raps, g’night, c’mon, d’you.
Rock ’n’ roll; rock’n’roll; fish ’n’ chips.
“Rock ’n’ roll!” she said.
Salt ’n’ pepper, sugar ’n spice.
Mind your p’s and q’s.
The 1990’s and the MP’s.
H’m, s’il vous plaît, qu’est-ce que.
Ta’veren, T’Pol, Qo’noS, D’ni.
— Possession
The boys’ room and the girls’ room.
James’ book; Achilles’ heel.
“It’s the boys’.”
“The boys’ room,” he said.
“That’s the Weasleys’,” she said, “not the Potters’.”
Three days’ ride and two weeks’ rest.
For goodness’ sake.
“The ‘boys’ room’,” she said.
Kirk’s ship, the Hendersons’ dog’s dish.
— Years and numbers
The ’90s. The summer of ’69. Class of ’04.
“Back in the ’80s,” she said.
“Back in ’45,” he said, “in June, ’45.”
The ’20s’ music.
1920’s style.
It was 1914–18, pages 12–15.
— Dashes
No—yes—no.
No — yes.
“No—yes,” he said—and left.
Mr. D—— of M——shire.
— Ellipses
Wait…what?
Wait… what?
“Well …” she said.
He left.… She stayed.
…
— Odds and ends
“…”
“‘…’”
“What—‘who’?”
*“No,”* and _“yes.”_
“Yes”/“no”
So ’e says, “‘Ow,’ says I.”
“A”—“B”—“C”
“1.” “2.” “3.”
“Go to the ‘Hare and Hounds’ and ask for Pincher.”
“It says ‘Do Not Touch’; don’t.”
’Twas the night—’twas the hour—’twas now.
“’Twas—” “’Twasn’t.”
“’Mione, wait!” said Harry.
“Don’t ‘Mister Stark’ me,” he said.
“Don’t you ‘but Mom’ me,” she said.
He texted ‘omw’ and left.
‘I can’t do this,’ she thought. “I can,” she said.
‘stop it’ he thought. “No.”
The ’23–’24 season, the class of ’98, the ’00s.
The ’burbs, the ’rents, the ’tude.
“Time”’s cover; the “Rose”’s crew.
“I said ‘’tis mine’,” she said.
“He asked me, ‘What’s your name?’ and I said, ‘’Enry.’”
“‘Tom,’ says I, ‘’ave you got ’em?’ ‘Got ’em all,’ says ’e.”
“She’s got that ‘I know something you don’t know’ look.”
“The so-called ‘Chosen One’ can’t tie ’is shoes.”
He said ‘yes’. She said ‘no’. They both meant ‘maybe’.
The captain—‘Old Ironsides’ to the crew—laughed.
“When I say ‘jump’—” “How high?”
“He goes ‘uh’ and I go ‘what’ and he’s like ‘nothing’ so I left.”
Her parents’ ‘friends’ came. The Joneses’ ‘help’ left.
‘Don’t say “it’s the girls’ fault,”’ he said. ‘It’s the boys’ too.’
‘I saw ’im at the Smiths’ and at the Joneses’,’ said Jo. ‘Honest.’
‘What did ’e say?’ asked Bill. ‘’E said nothin’,’ said Jo.
‘So I said to ’im, “’Oo are you?” and ’e said “’Enry,”’ said Jo.
‘The “Rose” is late,’ she said; ‘it’s always late.’
The Weasleys’ house. ‘Ron!’ ‘What?’
“How’d you get ’m?”
“Did I tell you to go to ’ell?”
“And put your foot down again”—he glared like a demon—“I’ll throw you out.”
“‘Well, and if you come here again’—he glared—‘I’ll throw you out.’
“And ’e’s ’ittin’ ’im over the ’ead in the ’Are an’ ’Ounds.”
“It’s all ’sturbing enough, and the neighbors’ dog agrees.”
“We fed the ’roos. Then we found the Smiths’ place,” he said.
“The ‘it was the dog that did it’ excuse.”
— A speaker whose words no list knows
“Well, you see, it ’uz dis way.”
“He ’lowed ’twuz so, en ’f he didn’ know, who did?”
“’Long ’bout six, de skifts wuz full o’ ladies.”
“De cow up ’n’ died on my han’s.”
“Dat ain’ business ’nough for two banks, ’dout I see de money.”
“I’d lan’ on de yuther side, ’kase it’s nigh, en kep’ still.”
“He hadn’ no mo’ o’ dat truck, ’ceptin’ de res’ er de rope.”
“Thoo de bushes, ’mongs’ de reeds, ’way down yonder.”
“Aw, g’wan wid yez, ’tis ould Mulligan’s gun’l.”
""".strip().splitlines()


@pytest.mark.parametrize("line", [line for line in SET if not line.startswith("— ")])
def test_text_is_set(line: str) -> None:
    assert typography.typeset(f"<p>{typed(line)}</p>", "en") == f"<p>{line}</p>"
    assert typography.typeset(f"<p>{line}</p>", "en") == f"<p>{line}</p>"


HTML = [
    # Marks beside inline tags: what is seen counts, not where the tag stands.
    ('<p><em>"No,"</em> she said.</p>', "<p><em>“No,”</em> she said.</p>"),
    ('<p>"<em>No</em>," she said.</p>', "<p>“<em>No</em>,” she said.</p>"),
    ('<p>"<em>No</em>"</p>', "<p>“<em>No</em>”</p>"),
    ('<p>"<em>No.</em>" "Yes."</p>', "<p>“<em>No.</em>” “Yes.”</p>"),
    ("<p><em>he</em>'s late</p>", "<p><em>he</em>’s late</p>"),
    ("<p><em>he'</em>s late</p>", "<p><em>he’</em>s late</p>"),
    ("<p>the <em>boys</em>' room</p>", "<p>the <em>boys</em>’ room</p>"),
    ("<p>get <em>'em</em></p>", "<p>get <em>’em</em></p>"),
    ("<p>'<em>Tis</em> so</p>", "<p>’<em>Tis</em> so</p>"),
    ('<p>"<em>I</em> know," he said.</p>', "<p>“<em>I</em> know,” he said.</p>"),
    ('<p>the <em>Rose</em>\'s "crew"</p>', "<p>the <em>Rose</em>’s “crew”</p>"),
    ('<p>("<i>No</i>")</p>', "<p>(“<i>No</i>”)</p>"),
    ('<p>"But <em>I--</em>"</p>', "<p>“But <em>I—</em>”</p>"),
    (
        "<p>\"She said <i>'no'</i>,\" he said.</p>",
        "<p>“She said <i>‘no’</i>,” he said.</p>",
    ),
    ('<p><b><i>"No"</i></b></p>', "<p><b><i>“No”</i></b></p>"),
    ('<p>"No,"<!-- really --> she said.</p>', "<p>“No,”<!-- really --> she said.</p>"),
    # Paragraphs begin anew; lines of one paragraph do not.
    ('<p>"One.</p><p>"Two."</p>', "<p>“One.</p><p>“Two.”</p>"),
    ("<p>\"One.</p>\n<p>'Two'</p>", "<p>“One.</p>\n<p>‘Two’</p>"),
    ('<p>"One,<br/>two,<br/>three."</p>', "<p>“One,<br/>two,<br/>three.”</p>"),
    ('<p>"One,<br>"two,<br>"three."</p>', "<p>“One,<br>“two,<br>“three.”</p>"),
    ('<p>"One."<br/><br/>"Two."</p>', "<p>“One.”<br/><br/>“Two.”</p>"),
    ('<li>"One"</li><li>"Two"</li>', "<li>“One”</li><li>“Two”</li>"),
    ('<h2>"Home"</h2>\n<p>Away</p>', "<h2>“Home”</h2>\n<p>Away</p>"),
    # Attributes, code and comments are no text.
    (
        '<p title="it\'s -- so">it\'s <a href="x--y">"x"</a></p>',
        '<p title="it\'s -- so">it’s <a href="x--y">“x”</a></p>',
    ),
    ('<img alt="a > b, it\'s" src="x"/>', '<img alt="a > b, it\'s" src="x"/>'),
    (
        "<pre>it's -- \"so\"...</pre> it's",
        '<pre>it\'s -- "so"...</pre> it’s',
    ),
    (
        "<p>it's <code>x = 'a' -- b</code> so</p>",
        "<p>it’s <code>x = 'a' -- b</code> so</p>",
    ),
    (
        "<kbd>'</kbd> <samp>\"</samp> <tt>--</tt>",
        "<kbd>'</kbd> <samp>\"</samp> <tt>--</tt>",
    ),
    ('<p>"<code>x</code>"</p>', "<p>“<code>x</code>”</p>"),
    ("<math><mi>f'</mi></math>", "<math><mi>f'</mi></math>"),
    ("<!-- it's -- so -->", "<!-- it's -- so -->"),
    # Entities stay; what they stand for counts.
    ('<p>&nbsp;"No,"&nbsp;she said.</p>', "<p>&nbsp;“No,”&nbsp;she said.</p>"),
    ("<p>Q&amp;A: 'tis AT&amp;T's</p>", "<p>Q&amp;A: ’tis AT&amp;T’s</p>"),
    ('<p>"&lt;3"</p>', "<p>“&lt;3”</p>"),
    ('<p>so&mdash;"no," &#8217;tis</p>', "<p>so&mdash;“no,” &#8217;tis</p>"),
    # Addresses stay whole.
    (
        "<p>\"See https://example.org/it's--so?q='a'...b,\" she said.</p>",
        "<p>“See https://example.org/it's--so?q='a'...b,” she said.</p>",
    ),
    (
        "<p>Write to o'hara--x@example.org, it's \"mine\".</p>",
        "<p>Write to o'hara--x@example.org, it’s “mine”.</p>",
    ),
    ("<p>www.example.org/a--b isn't</p>", "<p>www.example.org/a--b isn’t</p>"),
    # Measures stay.
    ("<p>He's 5'10\" tall.</p>", "<p>He’s 5'10\" tall.</p>"),
    ("<p>He's 5' 10\" tall.</p>", "<p>He’s 5' 10\" tall.</p>"),
    ("<p>a 12\" ruler's edge</p>", '<p>a 12" ruler’s edge</p>'),
    (
        '<p>"He\'s 6\'2"," she said.</p>',
        "<p>“He’s 6'2\",” she said.</p>",
    ),
    (
        "<p>'Lost.' 'Lost?'</p><p>The fox is a-'overin', says Jo, in the park.</p>",
        "<p>‘Lost.’ ‘Lost?’</p><p>The fox is a-’overin’, says Jo, in the park.</p>",
    ),
    ("<p>\"He's 6'2\" tall.</p>", "<p>“He’s 6'2\" tall.</p>"),
    ('<p>"It\'s a 12" ruler," he said.</p>', '<p>“It’s a 12" ruler,” he said.</p>'),
    ('<p>"I am 22," he said. "22"</p>', "<p>“I am 22,” he said. “22”</p>"),
    # Dashes and points however they are typed.
    ("<p>no---yes</p>", "<p>no—yes</p>"),
    ("<p>no --- yes</p>", "<p>no — yes</p>"),
    ('<p>"But I---"</p>', "<p>“But I—”</p>"),
    ("<p>1914--18</p>", "<p>1914–18</p>"),
    ("<p>-----</p>", "<p>-----</p>"),
    ("<p>Mr. B----</p>", "<p>Mr. B——</p>"),
    ("<p>no - yes, well-known</p>", "<p>no - yes, well-known</p>"),
    ("<p>so. . . well</p>", "<p>so… well</p>"),
    ("<p>so . . . well</p>", "<p>so … well</p>"),
    ("<p>so. . . . Well</p>", "<p>so.… Well</p>"),
    ('<p>"So...."</p>', "<p>“So.…”</p>"),
    ("<p>a.. b</p>", "<p>a.. b</p>"),
    # Curly already, wholly or in part.
    ("<p>“It’s ‘mine’,” she said—‘yes’.</p>", "<p>“It’s ‘mine’,” she said—‘yes’.</p>"),
    ('<p>“No," she said. "Yes.”</p>', "<p>“No,” she said. “Yes.”</p>"),
    ("<p>„Nein“, 'tis «non»</p>", "<p>„Nein“, ’tis «non»</p>"),
    # What smartypants takes for escapes and comments is text.
    (
        "<p>¯\\_(ツ)_/¯ \\' it's C:\\\\x \\-- </p>",
        "<p>¯\\_(ツ)_/¯ \\’ it’s C:\\\\x \\— </p>",
    ),
    ("<p>``so''</p>", "<p>``so’’</p>"),
    # A typing slip does not turn what follows.
    ('<p>"No,"she said. "Yes."</p>', "<p>“No,”she said. “Yes.”</p>"),
    ('<p>"No, she said. "Yes."</p>', "<p>“No, she said. “Yes.”</p>"),
    ('<p>She said,"No." "Yes."</p>', "<p>She said,“No.” “Yes.”</p>"),
    ('<p>"No." "Yes. "</p>', "<p>“No.” “Yes. ”</p>"),
    ("", ""),
    ("<p></p>", "<p></p>"),
]


@pytest.mark.parametrize(("html", "expected"), HTML)
def test_html_is_set(html: str, expected: str) -> None:
    assert typography.typeset(html, "en") == expected
    assert typography.typeset(expected, "en") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("'Til Death", "’Til Death"),
        ("'Round Midnight", "’Round Midnight"),
        ("Rock 'n' Roll", "Rock ’n’ Roll"),
        ('Five Times She Said "No"', "Five Times She Said “No”"),
        ("The Summer of '69", "The Summer of ’69"),
        ("'69", "’69"),
        ('I <3 You -- It\'s "Us"', "I <3 You — It’s “Us”"),
        ("Q&A: What's &nbsp;?", "Q&A: What’s &nbsp;?"),
        ("<b>it's</b>", "<b>it’s</b>"),
        ("'No,' She Said", "‘No,’ She Said"),
        ("Wait...", "Wait…"),
        ("O'Brien's", "O’Brien’s"),
        ("&#39;", "&#39;"),
    ],
)
def test_titles_are_set_as_plain_text(title: str, expected: str) -> None:
    assert typography.typeset_plain(title, "en-GB") == expected


@pytest.mark.parametrize(
    "language", ["fr", "de", "es", "zh-Hans", "ja", "enm", "", "x"]
)
def test_other_languages_keep_their_own_style(language: str) -> None:
    text = "<p>\"It's\" -- 'so'...</p>"
    assert typography.typeset(text, language) == text
    assert typography.typeset_plain(text, language) == text


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_us", "en-Latn-AU"])
def test_every_english_is_set(language: str) -> None:
    assert typography.typeset("<p>it's</p>", language) == "<p>it’s</p>"


PIECES = (
    *("'", '"', "--", "---", "...", ". . .", ". ", ", ", " ", "\n", "—", "…", "’"),
    *("“", "”", "‘", "-", ".", "5", "12", "tis", "em", "s", "in", "No", "boys", "("),
    *(")", "!", "é", "日", "&", "<", ">", "\\", "`", "@", "www.", ";", "*"),
    *("\x19", "\x1a", "\x1b", "\x1c", "\x1e", "\x1f"),
)
FRAGMENTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=24
).map("".join)
TAGS = st.sampled_from(
    (
        *("", "<em>", "</em>", "<p>", "</p>", "<br/>", "<br>", "<code>'</code>"),
        *("<!-- ' -->", "&nbsp;", "&amp;", '<img alt="it\'s"/>', "</a>", "<hr/>"),
        '<a href="--\'">',
    )
)
MARKUP = st.lists(
    st.tuples(TAGS, FRAGMENTS.map(lambda text: escape(text, quote=False))), max_size=6
).map(lambda pairs: "".join(tag + text for tag, text in pairs))


@given(MARKUP)
@example("A'0'")
def test_set_again_is_the_same(html: str) -> None:
    once = typography.typeset(html, "en")
    assert typography.typeset(once, "en") == once


@given(MARKUP)
def test_setting_leaves_the_words_and_the_tags(html: str) -> None:
    done = typography.typeset(html, "en")
    assert words.count(done) == words.count(html)
    markup = re.compile(r"<code>.*?</code>|<[^>]*>|&\w+;")
    assert markup.findall(done) == markup.findall(html)


@given(FRAGMENTS)
def test_plain_text_set_again_is_the_same(text: str) -> None:
    once = typography.typeset_plain(text, "en")
    assert typography.typeset_plain(once, "en") == once
