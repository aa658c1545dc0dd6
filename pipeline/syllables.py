"""Tell Vietnamese syllables from other strings: their set is closed (syllables.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
MARKS = "\u0302\u0306\u031b"
"""Circumflex, breve and horn belong to the letter, not to the tone."""


class Grammar(NamedTuple):
    """Parts of which syllables are made."""

    onsets: tuple[str, ...]
    front_onsets: frozenset[str]
    back_onsets: frozenset[str]
    rimes: frozenset[str]
    stops: tuple[str, ...]


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    with Path(__file__).with_name("syllables.toml").open("rb") as file:
        table = tomllib.load(file)
    return Grammar(
        onsets=tuple(sorted(table["onsets"], key=len, reverse=True)),
        front_onsets=frozenset(table["front_onsets"]),
        back_onsets=frozenset(table["back_onsets"]),
        rimes=frozenset(table["rimes"]),
        stops=tuple(table["stops"]),
    )


@lru_cache(maxsize=20_000)
def is_syllable(text: str) -> bool:
    """Whether a string of letters can be a Vietnamese syllable, in any case, with its tone in the old or new place."""
    base, tones = _split_tone(text.lower())
    if len(tones) > 1 or not base:
        return False
    grammar = _grammar()
    return any(
        _fits(onset, base[len(onset) :], bool(tones) and tones[0] in ("sắc", "nặng"), grammar)
        for onset in grammar.onsets
        if base.startswith(onset)
    )


def _split_tone(text: str) -> tuple[str, list[str]]:
    """The letters without their tone, and the tones found."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFD", text):
        if char in TONES:
            tones.append(TONES[char])
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tones


def _fits(onset: str, rime: str, stopped_tone: bool, grammar: Grammar) -> bool:
    """Whether onset and rime go together; `stopped_tone` is the rising or the heavy one."""
    if rime.endswith(grammar.stops) and not stopped_tone:
        return False
    if onset == "gi" and (rime == "" or f"i{rime}" in grammar.rimes):
        return True
    if rime not in grammar.rimes:
        # After "qu" the glide is written already: quang has the rime that stands as "oang" elsewhere.
        return False
    if onset == "qu":
        return rime[0] not in "uưo"
    front = rime[0] in "eêiy"
    if onset in grammar.front_onsets:
        return front
    # "gì" and "giêng" spell gi before i; before e and ê the onset is always "gh".
    return not (front and (onset in grammar.back_onsets or (onset == "g" and rime[0] not in "iy")))


def syllable_share(words: list[str]) -> float:
    """Share of letters that stand in Vietnamese syllables, of all letters in words of two letters or more.

    Codes in capitals ("UBND", "CCHC") say nothing and are left out. 0 where nothing is left to judge.
    """
    good = total = 0
    for word in words:
        letters = sum(unicodedata.category(char)[0] not in "NPZ" for char in word)
        if letters < 2 or (word.isupper() and word.isalpha() and len(word) <= 8 and not is_syllable(word)):
            continue
        total += letters
        good += letters if is_syllable(word) else 0
    return good / total if total else 0.0
