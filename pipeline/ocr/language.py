"""Language as a witness: of the forms that the net itself left open, the one that the language has in that place.

Only marks and letters are chosen so, never digits, and only among classes that the net saw there (`Rivals`): a word
that the net is sure of stays as it is, known or not. Names and codes are left alone where no pair of syllables
speaks for another form. The counts come from `training.pairs`.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = Path(__file__).parent / "models" / "pairs.txt.gz"
START = ""
"""Stands for what is no syllable: a number, a code, the line's edge."""
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

WEIGHT = 0.7
"""How much the language's word counts beside the net's; 1 would take the net's chances at their face."""
FRESH, UNKNOWN = 5.0, 0.2
"""What each follower that a syllable has says for followers yet unseen (Witten and Bell 1991, times how often a finding
counts); count of a syllable that the text never had."""
MOST_FORMS = 48
"""Forms of one word that are weighed."""
LEAST_RIVAL = 0.003
"""Chance beside the best class below which a rival is noise."""

LEAST_STOP = 0.003
"""The same for signs that the form of the text decides."""
BULLETS = ("- ", "+ ", "– ")
QUARTER, YEAR = re.compile(r"\b[Qq]u[ýí] [IV]{1,3}[;,.]$"), re.compile(r"(?:19|20)\d\d\b")
CODE = re.compile(r"(?<=\d/[NQ])D(?=-)|(?<=-H)D(?=ND\b)")
LABEL = re.compile(r"\d{1,2}(?:[.,]\d{1,2}){1,3}[.)](?= )")

Rivals = tuple[tuple[str, float], ...]
"""Other classes at a character's place, each with the logarithm of its chance beside the best one's (0 or less)."""


@dataclass(frozen=True)
class Form:
    """One way to read a word, and the logarithm of the net's chance for it beside its best way."""

    text: str
    chance: float


@dataclass(frozen=True)
class Language:
    """How often syllables stand in text, alone and after another one."""

    single: dict[str, int]
    pairs: dict[str, dict[str, int]]
    total: int
    followed: dict[str, int]  # how often a syllable stands before another one

    def follows(self, before: str, key: str) -> float:
        """Logarithm of the chance of a syllable after another one."""
        alone = (self.single.get(key, 0) + UNKNOWN) / self.total
        if before == START:
            return log(alone)
        seen = self.pairs.get(before)
        if not seen:
            return log(alone)
        fresh = FRESH * len(seen)
        return log((seen.get(key, 0) + fresh * alone) / (self.followed[before] + fresh))


@lru_cache(maxsize=1)
def language() -> Language:
    """The counts, one copy a process (about 0.1 s)."""
    single: dict[str, int] = {}
    pairs: dict[str, dict[str, int]] = {}
    for line in gzip.decompress(PAIRS.read_bytes()).decode().splitlines():
        (key, number), *followers = (part.split(" ") for part in line.split("\t"))
        single[key] = int(number)
        pairs[key] = {follower: int(count) for follower, count in followers}
    followed = {key: sum(followers.values()) for key, followers in pairs.items()}
    return Language(single, pairs, sum(single.values()), followed)


@lru_cache(maxsize=50_000)
def syllable_key(text: str) -> str:
    """A syllable in lower case with its tone at the end: hoà and hòa are one."""
    plain = unicodedata.normalize("NFD", text.lower())
    tone = "".join(mark for mark in plain if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in plain if mark not in TONES)) + tone


def core_of(text: str) -> tuple[int, int]:
    """Where the letters of a word begin and end: without quotes, brackets and stops around them."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def forms_of(text: str, rivals: Sequence[Rivals]) -> list[Form]:
    """Forms of a word, the net's own among them: letters change, everything else stays."""
    own = [Form(text, 0.0)]
    start, end = core_of(text)
    if not any(rivals) or not text[start:end].isalpha():
        return own
    floor = log(LEAST_RIVAL)
    choices = []
    for k, char in enumerate(text):
        fitting = [(other, chance) for other, chance in rivals[k] if chance > floor and _fits(char, other)]
        choices.append([(char, 0.0), *(fitting if start <= k < end else [])])
    count = 1
    for choice in choices:
        count *= len(choice)
    if count == 1 or count > MOST_FORMS:
        return own
    found = [Form("".join(c for c, _ in way), sum(chance for _, chance in way)) for way in product(*choices)]
    return sorted(found, key=lambda form: -form.chance)


def _fits(char: str, other: str) -> bool:
    """Whether a letter may stand for another: of the same case; lý and lí are habits, and both right."""
    return other.isalpha() and other.isupper() == char.isupper() and {_bare(char), _bare(other)} != {"i", "y"}


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char.lower())[0]


def choose_stops(text: str, rivals: Sequence[Rivals], following: str) -> str:
    """The line with stops where the net hesitates between a comma and a stop, and the form of the text decides.

    No comma stands before an item of a list, and none within a label ("1.6. "); between a quarter and its year on the
    next line stands a slash; types of documents are NĐ and QĐ, and councils HĐND.

    Args:
        text: a line as the net read it.
        rivals: for each of its characters what else may stand there.
        following: the line under it, empty where there is none.
    """
    places = {}
    if text.endswith(",") and following.startswith(BULLETS):
        places[len(text) - 1] = ".;:"
    if label := LABEL.match(text):
        places |= {k: "." for k in range(label.end()) if text[k] == ","}
    if QUARTER.search(text) and YEAR.match(following):
        places[len(text) - 1] = "/"
    places |= {found.start(): "Đ" for found in CODE.finditer(text)}
    for k, signs in places.items():
        open_to = {sign: chance for sign, chance in rivals[k] if sign in signs and chance > log(LEAST_STOP)}
        if open_to:
            text = text[:k] + max(open_to, key=lambda sign: open_to[sign]) + text[k + 1 :]
    return text


def _names(words: Sequence[str]) -> list[bool]:
    """Which words are part of a name: of two or more with a capital in a row none is changed by what is usual."""
    capital = []
    for word in words:
        start, end = core_of(word)
        capital.append(word[start:end].istitle() and end > start)
    beside = [False, *capital, False]
    return [mine and (beside[k] or beside[k + 2]) for k, mine in enumerate(capital)]


def choose_forms(words: Sequence[str], rivals: Sequence[Sequence[Rivals]]) -> list[str]:
    """The likeliest forms of a line's words together.

    Args:
        words: words as the net read them.
        rivals: for each word, for each of its characters, what else may stand there.

    Returns:
        As many words; each differs from the net's only in letters, and has as many characters.
    """
    known = language()
    best: dict[str, tuple[float, tuple[str, ...]]] = {START: (0.0, ())}
    for word, other, name in zip(words, rivals, _names(words), strict=True):
        forms = [Form(word, 0.0)] if name else forms_of(word, other)
        reached: dict[str, tuple[float, tuple[str, ...]]] = {}
        for form in forms:
            start, end = core_of(form.text)
            core = form.text[start:end]
            key = syllable_key(core) if core.isalpha() else START
            # Punctuation parts: what follows a stop says little about what stood before it.
            before_stop = end < len(form.text)
            for before, (score, chosen) in best.items():
                linked = START if start else before
                speaks = WEIGHT * known.follows(linked, key) if key != START else 0.0
                total = score + form.chance + speaks
                state = START if before_stop else key
                if state not in reached or total > reached[state][0]:
                    reached[state] = (total, (*chosen, form.text))
        best = reached
    return list(max(best.values())[1])
