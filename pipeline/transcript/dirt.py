"""Keep the dirt of paper and glass out of the text: punch holes, edges and specks that a reader took for signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clean import BULLETS
from pipeline.transcript.layout import is_kind
from pipeline.transcript.lines import words_to_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Word
    from pipeline.transcript.column import Column

OPENING = frozenset(f"-–—+*~¬{BULLETS}")
"""Signs that may open a line alone; "~" and "¬" are what readers make of a worn dash."""
WRITTEN = re.compile(r"[^\W_]|^%[;.,)]*$")
"""Letters or digits; and the sign of a share, which the end of a line may part from its number."""
APART = 0.5
"""Gap (in letter heights) behind which a lone mark does not belong to the word beside it."""
KIND_APART = 2.0
"""Gap (in letter heights) between a stain and the kind of document, which stands alone on its line."""
WIDEST_EDGE = 0.2
"""Share of the column's width: more than this beside it is text that was measured wrongly."""
OUTSIDE = 0.4
"""Distance from the text column (in letter heights) from which a lone letter is an edge, not a label."""


def clean_line(line: Line, column: Column | None) -> tuple[Line | None, tuple[Word, ...]]:
    """Part a line read from a picture into its text and the dirt at its ends.

    Dirt is a lone mark (no letter, no digit, no bullet) at the beginning, or at the end behind a gap, a lone letter
    outside the text column, and all that stands at a height of its own outside it (stamps of receipt, edges of the
    sheet beside). Returns the line without it (None where nothing is left) and what was taken out.
    """
    if column is not None and _is_outside(line, column):
        return None, line.words
    stains = _stains_before_kind(line)
    words = list(line.words[stains:])
    dirt: list[Word] = list(line.words[:stains])
    while words and _is_dirt_before(words, column):
        dirt.append(words.pop(0))
    while words and _is_dirt_behind(words, column):
        dirt.append(words.pop())
    if not dirt:
        return line, ()
    return (words_to_line(words) if words else None), tuple(dirt)


def _stains_before_kind(line: Line) -> int:
    """How many short stains stand, far off, left of a line that says the kind of document and nothing else."""
    for count in range(1, min(3, len(line.words))):
        stains, kind = line.words[:count], line.words[count:]
        apart = kind[0].box.x0 - stains[-1].box.x1 > KIND_APART * kind[0].box.height
        if apart and all(len(word.text) <= 3 for word in stains) and is_kind(" ".join(word.text for word in kind)):
            return count
    return 0


def _is_outside(line: Line, column: Column) -> bool:
    left, right = column.at(line.box.center[1])
    away = OUTSIDE * column.em
    return line.box.width < WIDEST_EDGE * (right - left) and (line.box.x1 < left - away or line.box.x0 > right + away)


def _is_dirt_before(words: Sequence[Word], column: Column | None) -> bool:
    word = words[0]
    outside = column is not None and word.box.x1 < column.at(word.box.center[1])[0] - OUTSIDE * column.em
    if word.text in OPENING and outside and len(words) > 1 and words[1].text[0].islower():
        return True
    if not WRITTEN.search(word.text):
        # A dash, a quote or a bracket may stand apart from the word that it opens.
        return not (len(word.text) == 1 and (word.text in OPENING or word.text in "“\"'(‘")) or len(words) == 1
    return outside and len(word.text) == 1 and len(words) > 1


def _is_dirt_behind(words: Sequence[Word], column: Column | None) -> bool:
    word = words[-1]
    if len(words) == 1:
        return not WRITTEN.search(word.text)
    gap = word.box.x0 - words[-2].box.x1
    if not WRITTEN.search(word.text):
        em = column.em if column is not None else word.box.height
        return gap > (2 * APART if word.text in ":;.,!?" else APART) * em and word.text not in "%–-"
    if column is None or len(word.text) > 1:
        return False
    _, right = column.at(word.box.center[1])
    return word.box.x0 > right + OUTSIDE * column.em
