"""Spoken English with letters left out: which words begin or end with an apostrophe.

Evidence for `quotes`, never its verdict: ``'old`` may be a dropped h or the start of
a quotation, and the rest of the paragraph says which.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Evidence(Enum):
    """How far a word alone says that its apostrophe is no quotation mark."""

    NONE = 0
    ODD = 1  # a vowel in lower case: an h may be gone
    WEAK = 2  # with or without the apostrophe it is a word: 'old, 'round
    STRONG = 3  # nothing without it: 'twas, 'em, 'orse


_STRONG: Final = frozenset(
    """
    tis twas twere twill twould twon twasn tisn twouldn twouldst twould'st tain twixt
    em n un uns er im ud nd s ll d til
    bout nuff nough neath gainst mongst mong tween twould fraid lowed pears spose
    spect specially scuse cept ceptin cordin cording zactly zackly lectric lection
    tention stead gin cos coz cuz cuse magine nother nuther sides sturb tater taters
    baccy bacca bacco backer ventually tirely nitiated nuf potecary fore foregone
    mazin preciate preciated rithmetic rithmetick ristocrat vantage ceived spicious
    deed sprise xcept xpect nless cross tother
    """.split()  # noqa: SIM905
) - {"fore", "foregone", "cross", "tother", "gin", "deed", "vantage", "er", "s", "d"}

# An h dropped from what is no word without it.
_DROPPED_H: Final = frozenset(
    """
    ad adn alf allo ammer ammock and'kerchief andkerchief andle andsome andy ang
    anger appen appiness appy arbour arboro ard ardly arf arm'ess armless armony arp
    arrow arry arsh arvest asn aste at' ate' atch atred aughty aul aunt aunted ave
    aven aving avin awk ay eadache ead eal ealth ealthy eap eard eart earts earty
    eath eathen eaven eavy ector edgehog ello ellish elm elp enry ens ensive erbert
    erd erself esitate ey eyday ide ideous igh ighness igness ilarious imself in'
    inder inge int ippo isself istory oard oarse obby ockey og old'in oldin oliday
    ollow olly olmes oly ome omely onest oney onor onour ood oof ook oop ope opp
    orace orn orrible orrid orror orse ospital ospitable ost ostage otel ound ouse
    oused ousehold ouses ousewife ow owever owl' uddle udson uff ug uge ulk ullo
    uman umble umbug umour undred unger ungry unt unter urdle urrah urricane urry
    urt usband ush usky ustle ut yena ymn ypnotism yde eathcliff oxton ammersmith
    ackney arrod ampstead ampton arley astings eadmaster
    """.split()  # noqa: SIM905
)

_WEAK: Final = frozenset(
    """
    is as er e er's ere ell ers all am and ands air airs arm arms at ats it its ill
    ills old olds ole oles eel eels ear ears eat edge edges eight ate ated our ours
    owl owls ire ope op ops over aft itch itched is'n isn asp ash otter usher
    round cause long way fore till pon less mid side count course member most
    board ware cello flu bus plane phone cross gin deed vantage special low lows
    cord part pear tend tack sample merican merica gree nd tec fess gator gators
    possum coon simmon simmons sparagus prentice tothers t'other tother s d kay
    nights tween
    """.split()  # noqa: SIM905
)

# What is left when the end goes: an', th', ol', wi'. ("-in'" is a rule of its own.)
_CLIPPED: Final = frozenset(
    """
    o th an t d wi ol i ha ca wa lil po yo y mo fo jus mus las nex tha wha de le
    mos bes hol tol col kin' fin' min' behin' groun' gran han san len sen en ag gi
    aroun roun foun soun poun mas' mis mist lef kep slep swep wep tex exac fac
    ol' mo' nothin somethin goo' be' sho' befo do' fou' mo' ev'ry ev gov don tellin
    bin' kind' lan stan' husban' thousan secon frien' frien behin groun han' lan'
    tole ain' didn couldn wouldn isn wasn won ain gal's aw awa fu' a' wi' sel mysel
    himsel hersel yoursel an' wit' wid' nor' sou' eas' wes'
    """.replace("'", "").split()
)

_WORD_AFTER: Final = re.compile(r"[^\W\d_]+")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\Z")
_YEAR: Final = re.compile(r"\d\d(?:s\b|(?!\w))")
_INFLECTED: Final = re.compile(r"(?:s|ed|d|in|ing|er|y|ly)\Z")


def at_start(text: str, position: int) -> Evidence:
    """Weigh the apostrophe before the word that begins at `position`."""
    if _YEAR.match(text, position):
        return Evidence.STRONG  # the summer of '69, the '90s
    found = _WORD_AFTER.match(text, position)
    if found is None:
        return Evidence.NONE
    word = found[0].lower()
    if word in _STRONG:
        return Evidence.STRONG
    if word in _WEAK:
        return Evidence.WEAK
    if word in _DROPPED_H or _INFLECTED.sub("", word) in _DROPPED_H:
        return Evidence.STRONG
    return Evidence.ODD if found[0][0] in "aeiou" else Evidence.NONE


def at_end(text: str, position: int) -> Evidence:
    """Weigh the apostrophe after the word that ends before `position`."""
    found = _WORD_BEFORE.search(text, max(0, position - 24), position)
    if found is None:
        return Evidence.NONE
    word = found[0].lower()
    if word in _CLIPPED or (word.endswith("in") and len(word) > 3):
        return Evidence.STRONG  # talkin', an'
    return Evidence.WEAK if word.endswith("s") else Evidence.NONE  # the boys'
