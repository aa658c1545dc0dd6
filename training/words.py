"""The words that training lines are made of.

Source: the word list and the part-of-speech sample that the package `underthesea` (Apache 2.0) carries in
its data: 74 thousand dictionary entries, and 68 thousand running words of news whose counts stand in for frequencies.
No sentence of any real plan is among them.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

LISTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))
VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz" + VIETNAMESE)
TONES = "\u0300\u0301\u0309\u0303\u0323"
# The old place of the tone in an open syllable: hoà for hòa. Both are met in plans, sometimes on one page.
OPEN_RIMES = ("oa", "oe", "uy")


@dataclass(frozen=True)
class Vocabulary:
    """Words with their running sums of counts (for `random.choices`), dictionary entries and place names."""

    words: list[str]
    cumulative: list[float]
    entries: list[str]
    syllables: list[str]
    places: list[str]

    def frequent(self, rng: random.Random) -> str:
        """One word drawn by its frequency."""
        return rng.choices(self.words, cum_weights=self.cumulative)[0]


def data_folder() -> Path:
    """The folder of the installed package; found without importing it (its import is slow and loads models)."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise RuntimeError("training needs the package underthesea for its word lists")
    return Path(spec.origin).parent


def is_word(text: str) -> bool:
    """Letters of the Vietnamese alphabet alone, spaces and hyphens allowed inside."""
    bare = text.lower().replace(" ", "").replace("-", "")
    return bool(bare) and set(bare) <= LETTERS


def old_tone_place(word: str) -> str:
    """Moves the tone of an open oa, oe, uy to the last vowel: hòa → hoà; other words stay."""
    parts = []
    for syllable in word.split(" "):
        plain = unicodedata.normalize("NFD", syllable)
        tone = next((mark for mark in plain if mark in TONES), "")
        base = unicodedata.normalize("NFC", "".join(mark for mark in plain if mark not in TONES))
        if tone and base[-2:].lower() in OPEN_RIMES and not base.lower().startswith("qu"):
            syllable = unicodedata.normalize("NFC", base + tone)
        parts.append(syllable)
    return " ".join(parts)


def read_vocabulary() -> Vocabulary:
    """Reads the package's lists (about a second)."""
    folder = data_folder()
    entries = [line.strip() for line in (folder / "corpus/data/Viet74K.txt").read_text(encoding="utf-8").splitlines()]
    entries = sorted({unicodedata.normalize("NFC", entry) for entry in entries if is_word(entry) and len(entry) < 32})
    sample = folder / "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
    running: Counter[str] = Counter()
    for line in sample.read_text(encoding="utf-8").splitlines():
        word = unicodedata.normalize("NFC", line.split("\t")[0].strip())
        if is_word(word):
            running[word] += 1
    syllables = Counter(s.lower() for entry in entries for s in entry.replace("-", " ").split() if len(s) < 8)
    # A square root flattens the counts: rare words must be read as well as frequent ones.
    weights = [count**0.7 for count in running.values()]
    table = json.loads((folder / "address/data/mapping.json").read_text(encoding="utf-8"))
    return Vocabulary(
        list(running),
        list(accumulate(weights)),
        entries,
        [s for s, count in syllables.items() if count >= 2],
        sorted(place_names(table)),
    )


def place_names(table: object) -> set[str]:
    """Every string with a capital and a Vietnamese letter in the package's table of places."""
    found: set[str] = set()
    stack = [table]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, str) and is_word(item) and item[:1].isupper() and len(item) < 32:
            found.add(unicodedata.normalize("NFC", item))
    return found
