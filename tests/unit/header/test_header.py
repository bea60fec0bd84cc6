"""The grammar of a header, its line numbers, and the laws that hold it to YAML."""

from __future__ import annotations

import pytest
import yaml
from ficstead.header import header
from ficstead.header.header import Header
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries


def values_of(parsed: Header) -> dict[str, str | list[str]]:
    """Return the values by their keys as written."""
    return {
        entry.written: entry.value if isinstance(entry.value, str) else [*entry.value]
        for entry in parsed.entries
    }


def read(*lines: str) -> dict[str, str | list[str]]:
    """Return what a fenced header says; it has no problem."""
    parsed, problems = header.parse("\n".join(("---", *lines, "---", "Text.")))
    assert problems == ()
    assert parsed.body == "Text."
    return values_of(parsed)


def codes(text: str) -> list[str]:
    _, problems = header.parse(text)
    return [f"{problem.code}:{problem.line}" for problem in problems]


def fenced(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "Text.\n"))


# -- plain values are their text to the letter ----------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "Five Times: A Story",
        "The Gull Cycle #3",
        "*whispers*, &c",
        "'Tis the Season",
        '"Home" is where the cat is',
        '"Yes," she said, "no."',
        "[Translation] The Gull",
        "[Gull](https://example.org/gull)",
        "{untitled}",
        "!important",
        "@home, %20 `quoted`",
        "> 9000",
        "NO",
        "1:30",
        "~",
        "a - b",
        "C# Minor",
        "100% #blessed",
        "Ends in a colon:",
        "- not a list",
        "恋愛 ♥ l’été",
    ],
)
def test_a_plain_value_is_its_text(value: str) -> None:
    assert read(f"title: {value}") == {"title": value}


def test_space_around_a_value_is_not_part_of_it() -> None:
    assert read("title:   The Gull \t") == {"title": "The Gull"}


def test_a_no_break_space_is_part_of_it() -> None:
    assert read("title: \u00a0Gull") == {"title": "\u00a0Gull"}


def test_a_key_without_value_is_empty() -> None:
    assert read("title:", "tags: ", "rating: T") == {
        "title": "",
        "tags": "",
        "rating": "T",
    }


def test_a_known_key_may_lack_the_space_behind_its_colon() -> None:
    assert read("Rating:T") == {"Rating": "T"}
    assert codes(fenced("It was 3:30 when it began")) == ["M124:2"]


def test_a_line_that_begins_with_a_hash_is_a_comment() -> None:
    assert read("# about me", "title: x", "# more", "tags:", "  - a", "# b") == {
        "title": "x",
        "tags": ["a"],
    }


# -- long values ----------------------------------------------------------------------


def test_a_plain_value_goes_on_over_indented_lines_and_folds() -> None:
    text = read("summary: A dark night", "  in a storm.", "", "\tRain.", "title: x")
    assert text == {"summary": "A dark night in a storm.\nRain.", "title": "x"}


def test_a_value_may_begin_under_its_key() -> None:
    assert read("summary:", "  A dark night", "  in a storm.", "title: x") == {
        "summary": "A dark night in a storm.",
        "title": "x",
    }


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("|", "One.\n\n  Two.\n"),
        ("|-", "One.\n\n  Two."),
        ("|+", "One.\n\n  Two.\n\n"),
        ("|2-", "One.\n\n  Two."),
        ("| # as it stands", "One.\n\n  Two.\n"),
        (">-", "One.\n\n  Two."),
    ],
)
def test_a_block_keeps_its_lines(head: str, expected: str) -> None:
    assert read(f"summary: {head}", "  One.", "", "    Two.", "", "title: x") == {
        "summary": expected,
        "title": "x",
    }


def test_a_folded_block_joins_its_lines() -> None:
    assert read("summary: >", "  One", "  two", "", "  three.") == {
        "summary": "One two\nthree.\n"
    }


def test_a_block_may_be_set_in_by_tabs_and_be_uneven() -> None:
    assert read("summary: |", "\tOne.", "\tTwo.") == {"summary": "One.\nTwo.\n"}
    assert read("summary: |", "    One.", "  Two.") == {"summary": "One.\nTwo.\n"}


def test_a_block_holds_what_looks_like_a_key_a_comment_or_a_fence() -> None:
    lines = ("rating: T", "# heading", "---", "- item")
    assert read("summary: |-", *(f"  {line}" for line in lines)) == {
        "summary": "\n".join(lines)
    }


# -- quotes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"The Gull"', "The Gull"),
        ("'It''s a gull'", "It's a gull"),
        ('"\\"Home\\", she said"', '"Home", she said'),
        ('"a\\nb\\tc"', "a\nb\tc"),
        ('"caf\\xe9 \\u2014 \\U0001F600"', "café — 😀"),
        ('"\\ud83d\\ude00"', "😀"),
        ('"half \\ud83d"', "half \ufffd"),
        ('"C:\\dir \\q"', "C:\\dir \\q"),
        ('""', ""),
        ("''", ""),
    ],
)
def test_a_value_in_quotes_is_unquoted(written: str, meant: str) -> None:
    assert read(f"title: {written}") == {"title": meant}


def test_a_quoted_value_goes_on_over_lines() -> None:
    assert read('summary: "One', "  two\\", "  three", "", '  four."') == {
        "summary": "One twothree\nfour."
    }


def test_keys_may_be_in_quotes() -> None:
    assert read('"End notes": Thanks', "'a: b': c") == {
        "End notes": "Thanks",
        "a: b": "c",
    }


# -- lists ----------------------------------------------------------------------------


@pytest.mark.parametrize("margin", ["", " ", "  ", "    ", "\t"])
def test_dashes_make_a_list_however_far_they_are_set_in(margin: str) -> None:
    items = ("a, b", "'c: d'", "Five Times: A Story", "[e]", "*f*", "-g", "- h")
    lines = [f"{margin}- {item}" for item in items]
    assert read("tags:", *lines, "title: x")["tags"] == [
        "a, b", "c: d", "Five Times: A Story", "[e]", "*f*", "-g", "- h",
    ]  # fmt: skip


def test_an_item_goes_on_and_a_comment_between_items_is_none() -> None:
    assert read("tags:", "  - a", "    b", "  # - c", "", "  - |-", "    d", "  -") == {
        "tags": ["a b", "d", ""]
    }


def test_brackets_make_a_list_on_one_line_or_several() -> None:
    assert read('tags: [a, "b, c", d: e, *f*, [g, h], ]') == {
        "tags": ["a", "b, c", "d: e", "*f*", "[g, h]"]
    }
    assert read("tags: [", "  a,", "  b c", "  d", "]".rjust(3)) == {
        "tags": ["a", "b c d"]
    }
    assert read("tags: []") == {"tags": []}


@pytest.mark.parametrize(
    "lines",
    [("tags: [", "a,", '"b, c"', "]"), ("tags: [a,", '"b, c"]'), ("tags: [a,",
     '  "b, c"', "]")],
)  # fmt: skip
def test_a_list_in_brackets_need_not_be_set_in(lines: tuple[str, ...]) -> None:
    assert read(*lines, "rating: G") == {"tags": ["a", "b, c"], "rating": "G"}


def test_a_list_in_brackets_swallows_no_key_and_no_stray_line() -> None:
    assert codes(fenced("tags: [a,", "rating: G")) == []
    assert codes(fenced("tags: [a, b", "my best one")) == ["M124:3"]
    assert codes(fenced("tags: [a, b]", "my best one,", "]")) == ["M124:3", "M124:4"]


@pytest.mark.parametrize(
    "lines",
    [
        ('title: "The Gull',),
        ('tags: ["a, b]',),
        ("tags:", '  - "a', "  - b"),
        ('summary: "Never," she said,', '  "not once.'),
    ],
)
def test_a_quotation_mark_that_nothing_ends_is_named(lines: tuple[str, ...]) -> None:
    found = [code for code in codes(fenced(*lines)) if code != "M137:2"]
    assert found == []
    assert "M137:2" in codes(fenced(*lines))


@pytest.mark.parametrize(
    "line", ["title: 'Tis the Season", 'title: "Go," he said, "on."', "title: '\"Go'",
             'tags: a 12" record, b', "tags:\n  - '\"a'"]
)  # fmt: skip
def test_a_quotation_mark_in_its_place_is_not(line: str) -> None:
    assert codes(fenced(*line.split("\n"))) == []


def test_a_header_in_braces_is_read_as_well() -> None:
    assert read('{"title": "x: y", tags: [a, "b"],', " rating: T}") == {
        "title": "x: y",
        "tags": ["a", "b"],
        "rating": "T",
    }


# -- lines ----------------------------------------------------------------------------


def test_every_key_and_item_knows_its_line() -> None:
    text = fenced("title: x", "", "tags:", "  - a", "", "  - b", "notes: |", "  Hi.")
    title, tags, notes = header.parse(text)[0].entries
    assert (title.line, title.lines) == (2, (2,))
    assert (tags.line, tags.lines) == (4, (5, 7))
    assert (notes.line, notes.lines) == (8, (9,))


def test_every_part_of_a_folded_text_knows_its_line() -> None:
    entry = header.parse(fenced("tags: a, b,", "  c, d,", "", "  e"))[0].entries[0]
    assert entry.value == "a, b, c, d,\ne"
    assert [entry.line_at(str(entry.value).index(item)) for item in "abcde"] == [
        2, 2, 3, 3, 5,
    ]  # fmt: skip


def test_items_in_brackets_know_their_lines() -> None:
    entry = header.parse(fenced("tags: [a,", "  b,", "  c]"))[0].entries[0]
    assert entry.lines == (2, 3, 4)


def test_the_text_knows_the_line_it_begins_in() -> None:
    parsed, _ = header.parse("---\ntitle: x\n---\n\nIt rained.\n")
    assert (parsed.body, parsed.body_line) == ("\nIt rained.\n", 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(end: str, mark: str) -> None:
    text = mark + fenced("title: x", "tags:", "- a", "summary: |", "  b").replace(
        "\n", end
    )
    parsed, problems = header.parse(text)
    assert not problems
    assert values_of(parsed) == {"title": "x", "tags": ["a"], "summary": "b\n"}
    assert parsed.body == "Text.\n"


# -- keys -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["End notes", "end-notes", "end_notes", "endnotes", "ENDNOTE", "End Note"],
)
def test_one_key_has_many_spellings(written: str) -> None:
    entry = header.parse(fenced(f"{written}: Thanks"))[0].entries[0]
    assert (entry.key, entry.written) == ("end notes", written)


# -- problems -------------------------------------------------------------------------


def test_two_keys_that_are_one_are_a_problem() -> None:
    assert codes(fenced("Tag: a", "title: x", "tags: b")) == ["M108:4"]
    assert codes(fenced("warnings: a", "archive_warning: b")) == ["M108:3"]


@pytest.mark.parametrize(
    "lines",
    [
        ("series:", "  name: The Gull", "  part: 3"),
        ("series:", "  - name: The Gull", "    part: 3"),
        ("series: {name: The Gull, part: 3}",),
        ("series: [{name: The Gull}]",),
        ("series:", "  'name':", "    first: The Gull"),
    ],
)
def test_nested_maps_are_a_problem(lines: tuple[str, ...]) -> None:
    assert codes(fenced("title: x", *lines)) == ["M109:3"]


@pytest.mark.parametrize(
    "line", ["rating T", "- fluff", ": x", "https://example.org", "? why"]
)
def test_a_line_that_is_no_key_is_a_problem(line: str) -> None:
    assert codes(fenced("title: x", line, "rating: T")) == ["M124:3"]


def test_a_wide_colon_is_named() -> None:
    _, problems = header.parse(fenced("title：x"))
    assert "ordinary colon" in problems[0].hint


def test_a_known_key_that_slipped_into_the_value_above_is_named() -> None:
    text = fenced("title: x", "  rating: T", "summary: |", "  Notes: none")
    assert codes(text) == ["M134:3"]


def test_no_header() -> None:
    for text in ("It rained.", "", "\n\n", "Dear Reader: it rained.\n"):
        parsed, problems = header.parse(text)
        assert [problem.code for problem in problems] == ["M111"]
        assert (parsed.body, parsed.body_line) == (text, 1)


@pytest.mark.parametrize("first", ["—", "—-", "–--"])
def test_hyphens_that_a_phone_joined_are_named(first: str) -> None:
    _, problems = header.parse(f"{first}\ntitle: x\n{first}\nText")
    assert "three plain hyphens" in problems[0].hint


def test_no_closing_fence() -> None:
    parsed, problems = header.parse("---\ntitle: x\nrating: T\n\nIt rained: a lot.\n")
    assert [(p.code, p.line) for p in problems] == [("M110", 1)]
    assert values_of(parsed) == {"title": "x", "rating": "T"}
    assert parsed.body == "It rained: a lot.\n"


def test_a_scene_break_does_not_close_a_header_that_was_never_closed() -> None:
    text = "---\ntitle: x\n\nIt rained.\n\n---\n\nIt poured.\n"
    parsed, problems = header.parse(text)
    assert [(p.code, p.line) for p in problems] == [("M110", 1)]
    assert parsed.body.startswith("It rained.")


def test_a_slip_behind_an_empty_line_does_not_end_the_header() -> None:
    text = fenced("title: x", "", "rating T", "tags: a")
    assert codes(text) == ["M124:4"]
    assert values_of(header.parse(text)[0]) == {"title": "x", "tags": "a"}


def test_three_dots_close_a_header_as_yaml_has_it() -> None:
    assert header.parse("---\ntitle: x\n...\nText")[0].body == "Text"
    assert header.parse("---\ntitle: x\n...\n---\nText")[0].body == "Text"


def test_plain_pelican_files_end_their_header_with_an_empty_line() -> None:
    parsed, problems = header.parse("Title: x\nTags: a,\n    b\n\nDear Reader: hi.\n")
    assert problems == ()
    assert values_of(parsed) == {"Title": "x", "Tags": "a, b"}
    assert (parsed.body, parsed.body_line) == ("Dear Reader: hi.\n", 5)


# -- laws -----------------------------------------------------------------------------

TRICKY = [
    "NO", "y", "2024-05-01", "2024-05-01 10:00:00", "1:30", "~", "=", "<<", "null",
    "1e3", "0x1f", ".5", "1_000", ".inf", "- a", "? b", "a: b", "a #b", "#a", "---",
    "... a", "\x85", "a\u2028b", "\ufeff", "😀", "\ufdd0", "\uffff", "\U0001ffff",
    "a\n\nb", "a\n  b\n", " a", "a ", "\ta", "a\n\n", "\n", "a \nb", "[a]", "{a: b}",
    "'a'", '"a"', "a\\", "*a*", "&a b", "!a", "%a", "@a", "`a`", "|", ">-", "a:",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(max_size=30),
    st.text(alphabet="ab \n'\"-:#[]{},?|>&*!%@`\\=~\t.0", max_size=40),
    st.text(alphabet="abc de.", min_size=70, max_size=200),
)
mappings = st.dictionaries(
    texts, st.one_of(texts, st.lists(texts, max_size=4)), max_size=5
)
STYLES = [None, '"', "'", "|", ">"]


@tries(300)
@given(
    mappings,
    st.booleans(),
    st.sampled_from([None, 20, 10_000]),
    st.sampled_from([False, None, True]),
    st.sampled_from(STYLES),
)
def test_what_pyyaml_writes_reads_back_equal(
    mapping: dict[str, object],
    raw: bool,
    width: int | None,
    flow: bool | None,
    style: str | None,
) -> None:
    # In blocks PyYAML breaks and sets in lines at U+2028, which is lost on it as well.
    style = None if raw and style in ("|", ">") else style
    written = yaml.safe_dump(
        mapping,
        allow_unicode=raw,
        width=width,
        default_flow_style=flow,
        default_style=style,
        sort_keys=False,
    )
    # PyYAML's own folded blocks do not always read back; what it reads counts there.
    meant = (yaml.safe_load(written) or {}) if style == ">" else mapping
    parsed, problems = header.parse(f"---\n{written}---\nText.\n")
    assert values_of(parsed) == meant
    assert parsed.body == "Text.\n"
    assert {problem.code for problem in problems} <= {"M108"}


@tries(300)
@given(mappings)
def test_what_we_write_means_the_same_to_pyyaml_and_to_us(
    mapping: dict[str, str | list[str]],
) -> None:
    written = header.dump(mapping)
    assert written.startswith("---\n")
    assert written.endswith("\n---\n")
    assert (yaml.safe_load(written[4:-4]) or {}) == mapping
    parsed, _ = header.parse(written + "Text.")
    assert values_of(parsed) == mapping
    assert parsed.body == "Text."


PIECES = [
    "---", "...", "title: x", "  y", "- a", "  - b", "tags:", ": b", "? k", "{", "}",
    "[a", "]", '"', "'", "summary: |2-", "  >", "\\", "#", "\t", "", " ", "It rained.",
    "a: {b: c}", "x: [", "{a: [b, c}", "Rating:T",
]  # fmt: skip


@tries(300)
@given(
    st.one_of(texts, st.lists(st.sampled_from(PIECES)).map("\n".join)), st.booleans()
)
def test_no_text_is_too_odd(text: str, begun: bool) -> None:
    text = f"---\n{text}" if begun else text
    parsed, problems = header.parse(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in problems)
    for entry in parsed.entries:
        assert 1 <= entry.line <= lines
        assert all(entry.line <= line <= lines for line in entry.lines)
        if not isinstance(entry.value, str):
            assert len(entry.lines) == len(entry.value)


def test_ours_is_yaml_that_is_pleasant_to_edit() -> None:
    written = header.dump(
        {
            "title": "Five Times: A Story",
            "rating": "Teen And Up Audiences",
            "series": ["The Gull Cycle #3"],
            "relationships": ["Holmes/Watson*", "Mary & John"],
            "date": "2024-05-01",
            "summary": "One.\n\nTwo “quoted”.",
            "notes": 'She said "no".',
            "tags": [],
        }
    )
    assert written.splitlines() == [
        "---",
        'title: "Five Times: A Story"',
        "rating: Teen And Up Audiences",
        "series:",
        '  - "The Gull Cycle #3"',
        "relationships:",
        "  - Holmes/Watson*",
        "  - Mary & John",
        'date: "2024-05-01"',
        "summary: |-",
        "  One.",
        "",
        "  Two “quoted”.",
        'notes: She said "no".',
        "tags: []",
        "---",
    ]
