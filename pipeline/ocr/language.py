"""Language as a witness: how likely a syllable is after another one, and which stops the form of the text asks for.

Words are chosen so in `word_lattice`. Stops are chosen only among classes that the net saw there (`Rivals`), never
digits. The counts come from `training.pairs`.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = Path(__file__).parent / "models" / "pairs.txt.gz"
START = ""
"""Stands for what is no syllable: a number, a code, the line's edge."""
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

FRESH, UNKNOWN = 5.0, 0.2
"""What each follower that a syllable has says for followers yet unseen (Witten and Bell 1991, times how often a finding
counts); count of a syllable that the text never had."""
LEAST_STOP = 0.003
"""Chance beside the best class below which a rival of a sign is noise."""
BULLETS = ("- ", "+ ", "– ")
QUARTER, YEAR = re.compile(r"\b[Qq]u[ýí] [IV]{1,3}[;,.]$"), re.compile(r"(?:19|20)\d\d\b")
CODE = re.compile(r"(?<=\d/[NQ])D(?=-)|(?<=-H)D(?=ND\b)")
LABEL = re.compile(r"\d{1,2}(?:[.,]\d{1,2}){1,3}[.)](?= )")

Rivals = tuple[tuple[str, float], ...]
"""Other classes at a character's place, each with the logarithm of its chance beside the best one's (0 or less)."""


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


@lru_cache(maxsize=50_000)
def core_of(text: str) -> tuple[int, int]:
    """Where the letters of a word begin and end: without quotes, brackets and stops around them."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


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
