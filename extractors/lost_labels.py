"""Headings whose label a scan lost or made illegible: where one may have stood, and what it may have been.

A narrow label ("I/", "I)") is the first thing that a reader loses. What is left of it is a line that begins where
titles begin, not where labels do, or a stain before a title. Whether a label is thought of there, and which, the
sequence decides (`extractors.numbering`); without a gap in the count the line stays as it was read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.clean import UPPER
from extractors.label_readings import ROMANS, Reading
from extractors.labels import LETTERS, read_label
from extractors.numbering import Line
from extractors.roles import names_role
from extractors.sheet_words import is_capitals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Block, Transcript

LOST_LABEL = 1.3
"""What it costs to think a label away from an unlabelled line in capitals: less than a gap in the count, more than
none."""
STAINED_LABEL = 0.8
"""The same where something illegible stands before the capitals ("-_L MỤC ĐÍCH")."""
SHIFTED_LABEL = 0.6
"""The same where a short line begins behind the place of labels, as titles do."""
LOST_MARK, ODD_LETTER = 0.3, 0.6
"""What it costs to take a lone letter before a bold title for a label without its mark, and for none."""
ODD_CAPITALS = 0.4
RARER = 0.1
"""What a capital costs beside a numeral, which labels parts more often."""
MOST_WORDS, MOST_LABELS = 14, 12
LEAST_SHIFT, MOST_SHIFT, SAME_PLACE = 7.0, 30.0, 3.0
"""Points: how far a title stands behind its label, and within which two lines begin at one place."""
_STAIN = re.compile(r"[^\w]*\w{0,4}[^\w\s]*\s+(?=[^\W\d_]{2})|[^\w]+(?=[^\W\d_]{2})")
_SPECK = re.compile(r"[^\w]{0,2}[^\W\d_]?[^\w\s]?\s+(?=[^\W\d_]{2})")
"""What is left of a label before a title in small letters: one letter at most, for two may be a word."""
_BARE_LETTER = re.compile(rf"([{LETTERS[:12]}])\s+(?=[{UPPER}])")
"""A list's letter whose mark a scan lost ("a Thể chế" for "a- Thể chế")."""


def shifted_lines(transcript: Transcript, blocks: Sequence[Block]) -> frozenset[int]:
    """Find the short lines (by their start) that begin where the titles behind a label's place do.

    A place where sentences begin too is an indent of the page, no sign of a lost label.
    """
    labelled: dict[int, list[float]] = defaultdict(list)
    plain: dict[int, list[float]] = defaultdict(list)
    for block in blocks:
        text = transcript.slice(block.span)
        if read_label(text, ocr=False):
            labelled[block.page].append(block.box.x0)
        elif not is_titled(text):
            plain[block.page].append(block.box.x0)
    found = []
    for block in blocks:
        text = transcript.slice(block.span)
        if block.centred or not is_titled(text) or read_label(text, ocr=False):
            continue
        behind = any(LEAST_SHIFT <= block.box.x0 - place <= MOST_SHIFT for place in labelled[block.page])
        indented = any(abs(place - block.box.x0) <= SAME_PLACE for place in plain[block.page])
        if behind and not indented:
            found.append(block.span.start)
    return frozenset(found)


def is_scanned(transcript: Transcript, page: int) -> bool:
    """Whether the words of a page were read from its picture."""
    return 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"


def is_titled(text: str) -> bool:
    """Whether a line could be a title: short, begun large, not ended as sentences are."""
    return len(text.split()) <= MOST_WORDS and text[:1].isupper() and not text.rstrip().endswith((".", ";", ",", ":"))


def read_lost_label(text: str, block: Block, shifted: bool, lexicon: Lexicon) -> Line | None:
    """Think of the labels that a line without one may have had; None where none is likely."""
    if shifted:
        lesser = _capitals(0, "", SHIFTED_LABEL) if is_capitals(text) else _arabics(SHIFTED_LABEL)
        return Line((*_romans(0, "", SHIFTED_LABEL), *lesser), 0.0)
    stain = _STAIN.match(text)
    end = stain.end() if stain and not looks_headed(text, lexicon) else 0
    if looks_headed(text[end:], lexicon):
        printed, cost = text[:end].strip(), LOST_LABEL if not end else STAINED_LABEL
        return Line((*_romans(end, printed, cost), *_capitals(end, printed, cost)), ODD_CAPITALS)
    letter = _bare_letter(text) if block.bold else ()
    speck = _SPECK.match(text)
    title = text[speck.end() :] if speck else ""
    if speck and block.bold and len(title.split()) <= MOST_WORDS and names_role(title, lexicon):
        return Line((*_romans(speck.end(), speck.group().strip(), STAINED_LABEL), *letter), ODD_LETTER * bool(letter))
    return Line(letter, ODD_LETTER) if letter else None


def _bare_letter(text: str) -> tuple[Reading, ...]:
    """Read a list's letter that lost its mark before a bold title; in plain letters it may be a bullet."""
    match = _BARE_LETTER.match(text)
    if match is None or not is_titled(text[match.end() :]):
        return ()
    return (Reading("letter", (LETTERS.index(match[1]) + 1,), match[1], match.end(), match[1], LOST_MARK),)


def _romans(end: int, printed: str, cost: float) -> tuple[Reading, ...]:
    labels = enumerate(ROMANS[:MOST_LABELS], start=1)
    return tuple(Reading("roman", (value,), label, end, printed, cost) for value, label in labels)


def _capitals(end: int, printed: str, cost: float) -> tuple[Reading, ...]:
    return tuple(Reading("capital", (ord(label) - 64,), label, end, printed, cost + RARER) for label in "ABCDEFGH")


def _arabics(cost: float) -> tuple[Reading, ...]:
    return tuple(Reading("arabic", (value,), str(value), 0, "", cost) for value in range(1, MOST_LABELS + 1))


def looks_headed(text: str, lexicon: Lexicon) -> bool:
    """A short line in capitals that names a role is a heading, be its label legible or not."""
    words = text.split()
    return 2 <= len(words) <= 25 and is_capitals(text) and names_role(text, lexicon)
