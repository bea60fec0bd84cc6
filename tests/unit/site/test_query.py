"""How a reader's question is read and answered: query.js and folding.js, by node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ficstead.site.folding import fold, parted

JS = Path(__file__).parents[3] / "theme/static/js"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no node here")

WORKS = {
    "lamp": {
        "title": "the lamp at the end",
        "authors": "marshlight",
        "summary": "fog comes over the pier and the fog bell rings",
        "relationships": "ada crane nell rudge | ada crane petra osgood",
        "tags": "slow burn | angst",
        "categories": "f f",
        "ratings": "teen and up audiences",
        "words": 12000,
        "chapters": 5,
        "published": 20230501,
        "updated": 20240302,
        "complete": True,
        "otp": False,
        "crossover": True,
    },
    "rain": {
        "title": "rain",
        "authors": "tamsin vale tvale",
        "summary": "the lamp is only named here with rain and some lamplight",
        "relationships": "ada crane nell rudge",
        "tags": "fluff",
        "categories": "m m",
        "ratings": "explicit",
        "words": 900,
        "chapters": 1,
        "published": 20220110,
        "updated": 20220110,
        "complete": False,
        "otp": True,
    },
    "bamboo": {
        "title": "竹を割らない",
        "authors": "たけ",
        "summary": "老人は竹を見る",
        "relationships": "",
        "tags": "かぐや姫",
        "categories": "gen",
        "ratings": "general audiences",
        "words": 3000,
        "chapters": 1,
        "published": 20240310,
        "updated": 20240310,
        "complete": True,
        "otp": False,
    },
}
RUN = """
import { parse, seeker } from "@/query.js";
import { fold, parted } from "@/folding.js";
const { works, queries, texts } = JSON.parse(process.argv[1]);
for (const work of Object.values(works)) {
  for (const part in work) if (typeof work[part] === "string") work[part] = ` ${work[part]} `;
}
const today = new Date(2024, 2, 31);
console.log(JSON.stringify({
  folded: texts.map(fold),
  parted: texts.map((text) => parted(fold(text))),
  answers: queries.map((query) => {
    const { root, notes, sort } = parse(query, today);
    const score = seeker(root);
    const scored = Object.keys(works).map((name) => [score(works[name]), name]);
    const found = scored.filter(([s]) => s).sort((a, b) => b[0] - a[0]).map(([, n]) => n);
    return { found: root ? found : [], notes, root, sort };
  }),
}));
"""


def run(*queries: str, texts: tuple[str, ...] = ()) -> Any:
    code = RUN.replace("@", JS.as_uri())
    given = json.dumps({"works": WORKS, "queries": queries, "texts": texts})
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", code, given],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ANSWERS = {
    "lamp": ["lamp", "rain"],
    "LÁMP": ["lamp", "rain"],
    "fog rain": [],
    "fog OR rain": ["rain", "lamp"],
    "fog || rain": ["rain", "lamp"],
    "fog AND bell": ["lamp"],
    '"fog bell"': ["lamp"],
    "“fog bell”": ["lamp"],
    '"bell fog"': [],
    "lamp -fog": ["rain"],
    "lamp NOT fog": ["rain"],
    "-(fog OR rain)": ["bamboo"],
    "--lamp": ["lamp", "rain"],
    "lamp (fog OR bell) pier": ["lamp"],
    "lampl*": ["rain"],
    "*light": ["lamp", "rain"],
    "l*p": ["lamp", "rain"],
    "lam": [],
    "title:lamp": ["lamp"],
    "title: lamp": ["lamp"],
    'tag:"slow burn"': ["lamp"],
    "tag:(fluff OR angst)": ["lamp", "rain"],
    "tag:explicit": ["rain"],
    '"burn angst"': [],
    "author:vale": ["rain"],
    "creators:marshlight": ["lamp"],
    "relationship:petra": ["lamp"],
    "m/m": ["rain"],
    "category:F/F": ["lamp"],
    "rating:teen": ["lamp"],
    "words:>10000": ["lamp"],
    "words > 10,000": ["lamp"],
    "words:1000-5000": ["bamboo"],
    "words:<1k": ["rain"],
    "words:900": ["rain"],
    "words:>=900 words:<=3000": ["rain", "bamboo"],
    "chapters:1": ["rain", "bamboo"],
    "updated:2024": ["lamp", "bamboo"],
    "updated:>2022": ["lamp", "bamboo"],
    "updated:2022-2023": ["rain"],
    "updated:2024-03": ["lamp", "bamboo"],
    "updated:2024-03-02": ["lamp"],
    "updated:<2024-03-10": ["lamp", "rain"],
    "published:>=2023-05-01 published:<=2023": ["lamp"],
    'updated:"< 4 weeks"': ["bamboo"],
    "updated:>1 year": ["rain"],
    "updated:0 months ago": ["lamp", "bamboo"],
    "complete:yes": ["lamp", "bamboo"],
    "complete:no": ["rain"],
    "otp:yes": ["rain"],
    "crossover:yes": ["lamp"],
    "crossover:no": ["rain", "bamboo"],
    "-crossover:true lamp": ["rain"],
    "words:[1000 TO 5000]": ["bamboo"],
    "words:[* TO 1000]": ["rain"],
    "word_count:{3000 TO *}": ["lamp", "bamboo"],
    "revised_at:[2022 TO 2023]": ["rain"],
    "pairing:petra": ["lamp"],
    "archive_warning:angst OR freeform:fluff": ["rain"],
    "lamp~ -fog^2": ["rain"],
    '"fog bell"~5': ["lamp"],
    "lamp^2 OR nothing": ["lamp", "rain"],
    "sort:words lamp": ["lamp", "rain"],
    "lamp sort by title desc": ["lamp", "rain"],
    "f/f OR gen": ["lamp", "bamboo"],
    "lamp (sort>words)": ["lamp", "rain"],
    "割ら": ["bamboo"],
    "竹": ["bamboo"],
    "tag:かぐや": ["bamboo"],
    "ＦＯＧ": ["lamp"],
}


def test_questions_are_answered() -> None:
    answers = run(*ANSWERS)["answers"]
    found = {query: a["found"] for query, a in zip(ANSWERS, answers, strict=True)}
    # The order of those with one score is not the question here.
    assert {q: sorted(f) for q, f in found.items()} == {
        q: sorted(f) for q, f in ANSWERS.items()
    }
    assert all(not answer["notes"] for answer in answers)


def test_a_word_in_a_title_comes_first() -> None:
    assert run("lamp", "rain")["answers"][0]["found"] == ["lamp", "rain"]


KIND = {
    "(lamp": "bracket is not closed",
    "lamp)": "no opening one",
    '"fog bell': "quotation mark is not closed",
    "title:": "Nothing stands after",
    "words:many lamp": "wants a number",
    "updated:someday lamp": "wants a date",
    "complete:perhaps lamp": "yes or no",
    "colour:lamp": "no field",
    "lamp …": "no letter or figure",
    "kudos:>100 lamp": "asked on AO3",
    "hits > 5 lamp": "asked on AO3",
    "bookmarks_count:[5 TO *] lamp": "asked on AO3",
    'restricted:"no way" lamp': "asked on AO3",
    "sort:kudos lamp": "not by “kudos”",
}


def test_the_order_is_asked_for_in_the_question() -> None:
    asked = {
        "lamp sort:words": {"by": "words", "up": False},
        "sort>words lamp": {"by": "words", "up": True},
        "sort<title": {"by": "title", "up": False},
        "sorted by: title": {"by": "title", "up": True},
        "sort by date posted": {"by": "published", "up": False},
        "sort:word_count ascending": {"by": "words", "up": True},
        "sort by revised_at asc sort:title": {"by": "title", "up": True},
        "resort:words": None,
        "sort of lamp": None,
        "title:sort": None,
    }
    answers = run(*asked)["answers"]
    assert {q: a["sort"] for q, a in zip(asked, answers, strict=True)} == asked


def test_what_cannot_be_understood_is_said_and_the_rest_answered() -> None:
    for query, answer in zip(KIND, run(*KIND)["answers"], strict=True):
        assert KIND[query] in " ".join(answer["notes"]), query
        if "lamp" in query and "colour" not in query:
            assert "lamp" in answer["found"], query


def test_no_question_is_an_error() -> None:
    odd = ["", "   ", "-", "--", "OR", "AND OR", "(((((", ")))))", '"""', "***", "-*"]
    odd += ["!" * 50, "(" * 500 + "a", "title:title:title:", "a:b:c", "NOT NOT NOT"]
    odd += [
        "words:",
        "words:>",
        "updated:9999-99-99",
        "[a-z]+ $^ \\d {2}",
        "a*b*c*d*" * 9,
    ]
    odd += ['title:(fog OR "', "tag:-fog", "-tag:(a b", "❤", "\0", "🏳️‍🌈 OR x", "x OR"]
    assert len(run(*odd)["answers"]) == len(odd)


def test_a_colon_in_a_title_is_no_field() -> None:
    answer = run("the: lamp")["answers"][0]
    assert answer["notes"] == []
    assert answer["found"] == ["lamp", "rain"]


TEXTS = (
    "L’Été, déjà — “fin”",
    "Straße, ΣΊΣΥΦΟΣ ἀρχή",
    "Don't 'tis rock 'n' roll",
    "Dvořák Łódź Øre Ægir Þór ðe ıI İ",
    "竹を、割らない。 ラーメン が ｶﾞ",
    "한국어 문장, 입니다",
    "ภาษาไทย ๑๒",
    "हिन्दी में लिखा",
    "שָׁלוֹם עֲלֵיכֶם مَرْحَبًا",
    "❤️ love ❤ C++ snake_case 10,000 ½ ﬁn Ｆｕｌｌ",
    "Ada/Nell & Petra (tvale) | x",
    "ёлка Йод ї",
    "plain ASCII, it's `here`",
)


def test_the_archive_and_the_question_are_folded_alike() -> None:
    said = run(texts=TEXTS)
    assert said["folded"] == [fold(text) for text in TEXTS]
    assert said["parted"] == [parted(fold(text)) for text in TEXTS]


def test_folding() -> None:
    assert fold("L’Été, déjà") == "lete deja"
    assert fold("竹を、割らない") == "竹を割らない"
