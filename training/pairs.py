"""Counts which syllables stand beside each other, for the reader's choice among forms that its net left open.

Text: the dictionary and the running words of the package `underthesea` (Apache 2.0, as in `words`), the maker's own
phrases (those of the splits that are worded apart are left out), and `office_words.txt`, written for this:
how office words follow each other, a line a field. Not a word of it is from a real plan.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ocr.language import PAIRS, START, syllable_key
from training.words import data_folder, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

PHRASES = Path(__file__).parent.parent / "corpus" / "phrases"
TOKEN = re.compile(r"\{[^}]*\}|[^\W\d_]+|\S")
OFFICE = Path(__file__).with_name("office_words.txt")
CONDITION = re.compile(r"\|(?:since|until|split)=\S+")
DICTIONARY, RUNNING, MAKER, WRITTEN = 1, 3, 20, 40
"""How much one finding counts: running text says how often, a dictionary only that; news is far from plans."""


def dictionary() -> Iterator[list[str]]:
    """Each entry as its syllables."""
    for line in (data_folder() / "corpus/data/Viet74K.txt").read_text(encoding="utf-8").splitlines():
        entry = unicodedata.normalize("NFC", line.strip())
        if is_word(entry) and len(entry) < 32:
            yield entry.replace("-", " ").split()


def running() -> Iterator[list[str]]:
    """Sentences of the package's part-of-speech sample."""
    sample = data_folder() / "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
    sentence: list[str] = []
    for line in sample.read_text(encoding="utf-8").splitlines():
        if line.strip():
            sentence += TOKEN.findall(line.split("\t")[0])
        elif sentence:
            yield sentence
            sentence = []


def strings(item: object) -> Iterator[str]:
    """All strings of a table."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        for value in item.values():
            yield from strings(value)
    elif isinstance(item, list):
        for value in item:
            yield from strings(value)


def maker() -> Iterator[list[str]]:
    """The maker's phrases; a place for a value breaks the sentence."""
    for path in sorted(PHRASES.glob("*.toml")):
        for phrase in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            tokens = TOKEN.findall(CONDITION.sub("", unicodedata.normalize("NFC", phrase)))
            if len(tokens) > 1 or not phrase.isascii():  # no identifier
                yield tokens


def written() -> Iterator[list[str]]:
    """Runs of office words, parted by commas."""
    for line in OFFICE.read_text(encoding="utf-8").splitlines():
        yield TOKEN.findall(unicodedata.normalize("NFC", line))


def count() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Weighted counts of syllables, and of pairs; what is no syllable stands as a break."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    sources = ((dictionary(), DICTIONARY), (running(), RUNNING), (maker(), MAKER), (written(), WRITTEN))
    for source, weight in sources:
        for sentence in source:
            before = START
            for token in sentence:
                key = syllable_key(token) if token.isalpha() else START
                if key != START:
                    single[key] += weight
                if before != START and key != START:
                    pairs[before, key] += weight
                before = key
    return single, pairs


def main() -> None:
    """Write the counts: a syllable and its count, then each follower and its count, a line a syllable."""
    single, pairs = count()
    followers: dict[str, list[str]] = {}
    for (first, second), number in sorted(pairs.items()):
        followers.setdefault(first, []).append(f"{second} {number}")
    lines = ["\t".join([f"{key} {number}", *followers.get(key, [])]) for key, number in sorted(single.items())]
    PAIRS.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
