"""Spoken English with letters left out: which words begin or end with an apostrophe.

Evidence for `quotes`, never its verdict: ``'old`` may be a dropped h or the start of
a quotation, and the rest of the paragraph says which.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import Final


class Evidence(Enum):
    """How far a word alone says that its apostrophe is no quotation mark."""

    NONE = 0
    ODD = 1  # it begins with a vowel in lower case: an h may be gone
    WEAK = 2  # with or without the apostrophe it is a word: 'old, 'round
    STRONG = 3  # nothing without it: 'twas, 'em, 'orse


# What no quotation begins with: the beginning of the word is gone.
_HEADLESS: Final = """
    bacca bacco baccy bout cause cept ceptin cordin cording cos coz cuz dentical e
    ell em fessor fraid frisco gainst ginst im kerchief lection lectric lijah
    lisbeth liza lizabeth lowed m magine manda mazin merican mericans mong mongst n
    neath nother nough nuff nuther pears potecary pothecary preciate rastus
    ristocrat rithmetic scuse sides simmons specially spect spose sposin sposing
    stead sturb tain taint taters tention til tis tisn tother twarn twas twasn tween
    twere tweren twill twixt twon twould twouldn twouldst ud un uns ventually xcept
    xpect zackly zactly zekiel
"""

# An h dropped, and what is left is no word.
_H_DROPPED: Final = """
    ackney ad adn alf allo ammer ammersmith ampstead andkerchief andle andsome andy
    ang anging appen appiness appy ard ardly arf armony arrod arry arsh arum arvest
    asn atch atful atred aughty aul aunted ave aven avin awk ay ead eadache
    eadmaster eal ealth ealthy eap eard eart earthstone earty eath eathen eaven eavy
    ector edgehog eeathen ello elmet elp enry erbert erd erself esitate ey ide
    ideous igh ighness ilarious imself ind ippo iss issel isself istory itchcock
    itler oarse obby ockey og oliday ollow olly olmes oly ome omely onest onesty
    onor onour ood oof ook oop ope orace orn orrible orrid orror orse ospital ot
    otel ound ouse ousehold ousewife ow owever oxton uddle uff uge ulk ullo uman
    umble umbug umour umph undred undredweight ungry unt urdle urrah urricane urry
    urt usband ush usky ustle ut uts yde ymn
"""

# The same, but what is left may stand for itself.
_DOUBTFUL: Final = """
    aft air aired airy all am and ands anger arbour are arm arms arrow art arts as
    ash ashes asp at ate ats aunt board bus cello coon count course cross d deed ear
    ears eat eating edge edges eel eels eight eighth eld elm er ere ers flu fore gin
    gree ill ills inder ire is it itch its kay less long lotted low lows member mid
    most night nights old olds ole oles ops ost otter our ours over owl owling owls
    part pear pend phone plane pon possum prentice prentices round s sample shun
    side special sup tack tater till ull ump usher vantage varsity ware way
"""

# What is left when the end goes: an', th', ol', wi'. (-in' is a rule of its own.)
_TAILLESS: Final = """
    ag ain altho an aroun aw behin bes bin ca captin col couldn d darlin de didn don
    eas ev evenin fac fin fo foun frien fu gi goo gov gran groun guv ha han hol
    husban i isn jus kep kin lan las le lef len lil lor mas min mis mist mo mornin
    mos mus n nex nor nothin o ol po poun roun san sen sho slep somethin sou soun
    stan swep t tex th tha tho thousan thro thru tol wa wasn wep wes wha wi wid wit
    wonderin wouldn y yo
"""

# Ends in -in and has lost nothing. (Nor has any that ends in -ain: again, captain.)
_WHOLE: Final = """
    akin alvin anakin aspirin assassin austin baldwin basin begin benjamin berlin
    bobbin bodkin boffin cabin calvin catkin chagrin chin coffin coin colin corbin
    corin cousin cretin darwin dauphin devin dolphin dublin dustbin dustin edwin
    elfin erin firkin florin franklin gavin gherkin gobin goblin griffin grin groin
    harlequin herein heroin hobbin irvin jasmin javelin jerkin join justin kevin kin
    kremlin lambkin latin lenin loin lupin mandarin manikin mannequin margin marlin
    martin melvin merlin moccasin muffin napkin odin origin orrin paladin penguin
    penicillin perrin pippin protein puffin pumpkin putin quentin raisin ramekin
    rasputin rein resin robbin robin ronin rubin ruin saladin satin sequin sin skin
    spin stalin tailspin tannin tarquin therein thin toxin twin unpin urchin
    valentin vein vermin vin violin virgin wherein within yasmin zeppelin
"""

_HEAD: Final = re.compile(r"[^\W\d_]+")
_TAIL: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\Z")
_YEAR: Final = re.compile(r"\d\d(?:s\b|(?!\w))")
_HAVE: Final = re.compile(r".{0,11}?(?:ould|ust|ight|n['’]?t|['’]d) ['’]a['’]?\s")
# 'angin', 'oped, 'urts: the ending comes off, at least three letters stay.
_ENDING: Final = re.compile(r"(?<=...)(?:s|d|ed|in|ing|er|y)\Z")


def at_start(text: str, position: int) -> Evidence:
    """Weigh the apostrophe before the word that begins at `position`."""
    if _YEAR.match(text, position) or _HAVE.match(text, max(0, position - 12)):
        return Evidence.STRONG  # the summer of '69, the '90s; must 'a' gone
    found = _HEAD.match(text, position)
    if found is None:
        return Evidence.NONE
    word = found[0].lower()
    return _beginnings().get(word) or _inflected(word) or _looks(found[0])


def at_end(text: str, position: int) -> Evidence:
    """Weigh the apostrophe after the word that ends before `position`."""
    found = _TAIL.search(text, max(0, position - 24), position)
    if found is None:
        return Evidence.NONE
    word = found[0].lower()
    if word in _tails() or _is_participle(word):
        return Evidence.STRONG
    return Evidence.WEAK if word.endswith("s") else Evidence.NONE  # the boys'


def _is_participle(word: str) -> bool:
    """Return whether a g seems to be gone: talkin', goin', mornin'."""
    if len(word) < 4 or not word.endswith("in") or word.endswith("ain"):
        return False
    return word not in _whole()


def _inflected(word: str) -> Evidence | None:
    stem = _ENDING.sub("", word)
    known = _beginnings()
    # 'avin' has lost its e; 'ittin' is "it" with a letter doubled, and so no word.
    if stem[-1:] == stem[-2:-1] and stem[:-1] in known:
        return Evidence.STRONG
    return known.get(stem) or known.get(stem + "e")


def _looks(word: str) -> Evidence:
    return Evidence.ODD if word[0] in "aeiou" else Evidence.NONE


@cache
def _beginnings() -> dict[str, Evidence]:
    """Return what each known word says of an apostrophe before it."""
    strong = f"{_HEADLESS} {_H_DROPPED}".split()
    return dict.fromkeys(_DOUBTFUL.split(), Evidence.WEAK) | dict.fromkeys(
        strong, Evidence.STRONG
    )


@cache
def _tails() -> frozenset[str]:
    return frozenset(_TAILLESS.split())


@cache
def _whole() -> frozenset[str]:
    return frozenset(_WHOLE.split())
