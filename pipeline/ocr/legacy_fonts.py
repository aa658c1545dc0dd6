"""Decode text set in fonts from before Unicode (TCVN3, VNI): the font's name tells the encoding.

In TCVN3 the case of a toned capital lives in the name of the font (".VnTimeH").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

Encoding = Literal["tcvn3", "vni"]

TCVN3_FONT = re.compile(r"(?:[A-Z]{6}\+)?\.?Vn(?:[A-Z][A-Za-z]+|3D[A-Za-z]*)(?:[ ,-].*)?")
VNI_FONT = re.compile(r"(?:[A-Z]{6}\+)?VNI[- ]?[A-Za-z].*", re.IGNORECASE)
CAPITAL_FONT = re.compile(r"H(?:[ ,-].*)?$")
HYPHENATED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|^-(?=[^\W\d_])|(?<=[^\W\d_])-$")

CIRCUMFLEX, BREVE = "\u0302", "\u0306"


@lru_cache(maxsize=1_000)
def encoding_of(font: str) -> Encoding | None:
    """Name the encoding that a font's name stands for, None for a Unicode font."""
    if VNI_FONT.fullmatch(font):
        return "vni"
    return "tcvn3" if TCVN3_FONT.fullmatch(font) else None


def decode_letters(letters: Sequence[tuple[str, str]]) -> str:
    """Decode one word given as (sign, font name) pairs, run by run; NFC."""
    shown = []
    for font, run in groupby(letters, key=lambda pair: pair[1]):
        text = "".join(sign for sign, _ in run)
        encoding = encoding_of(font)
        if encoding == "tcvn3":
            text = decode_tcvn3(text, capitals=bool(CAPITAL_FONT.search(font)))
        elif encoding == "vni":
            text = decode_vni(text)
        shown.append(text)
    return unicodedata.normalize("NFC", "".join(shown))


def decode_tcvn3(text: str, capitals: bool = False) -> str:
    """Decode TCVN3; `capitals` for the fonts that show every letter large."""
    decoded = text.translate(_tcvn3())
    # Many programs give ư (0xAD, a soft hyphen elsewhere) as a plain hyphen: the syllable tells them apart.
    for match in reversed(list(HYPHENATED.finditer(decoded))):
        letter = f"{decoded[: match.start()]}ư{decoded[match.end() :]}"
        if is_syllable(_around(letter, match.start())):
            decoded = letter
    return decoded.upper() if capitals else decoded


def _around(text: str, at: int) -> str:
    """The run of letters around a position."""
    before = re.search(r"[^\W\d_]*$", text[:at])
    behind = re.match(r"[^\W\d_]*", text[at:])
    return (before.group() if before else "") + (behind.group() if behind else "")


def decode_vni(text: str) -> str:
    """Decode VNI: a letter, then a sign for its mark and tone."""
    pairs, single = _vni()
    decoded = []
    k = 0
    while k < len(text):
        pair = text[k : k + 2]
        if pair in pairs:
            decoded.append(pairs[pair])
            k += 2
        else:
            decoded.append(single.get(text[k], text[k]))
            k += 1
    return unicodedata.normalize("NFC", "".join(decoded))


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str | dict[str, str]]]:
    with Path(__file__).with_name("legacy_fonts.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    table = _tables()["tcvn3"]
    return {ord(sign): letter for sign, letter in zip(str(table["signs"]), str(table["letters"]), strict=True)}


@lru_cache(maxsize=1)
def _vni() -> tuple[dict[str, str], dict[str, str]]:
    """Pairs and single signs, in both cases."""
    table = {name: marks for name, marks in _tables()["vni"].items() if isinstance(marks, dict)}
    single = table["single"]
    pairs: dict[str, str] = {}
    for base, shown in [*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")]:
        pairs |= {base + sign: shown + tone for sign, tone in table["tones"].items()}
    for base in "aeo":
        pairs |= {base + sign: base + CIRCUMFLEX + tone for sign, tone in table["circumflex"].items()}
    pairs |= {"a" + sign: "a" + BREVE + tone for sign, tone in table["breve"].items()}
    capitals = {key.upper(): letter.upper() for key, letter in pairs.items()}
    # The first letter of a word may be large alone: "Aùn".
    mixed = {key[0].upper() + key[1]: letter[0].upper() + letter[1:] for key, letter in pairs.items()}
    return mixed | capitals | pairs, {key.upper(): letter.upper() for key, letter in single.items()} | single
