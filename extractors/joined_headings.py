"""Headings that a reader joined to the paragraph before them: their lines begin a block of their own again.

A scan's uneven spacing, or a page's narrow indent, joins "II. NHIỆM VỤ" to the sentence above it; all that stands
below then goes on under I. A label that begins a printed line behind a sentence's end, and a title that goes to the
end of the paragraph, tell such a heading from a number inside a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.labels import read_label
from extractors.roles import names_role
from extractors.sheet_words import is_capitals
from models.source import Box, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Block, PlacedWord, Transcript

MOST_WORDS, MOST_PLAIN = 25, 12
"""Words of a title in capitals or bold, and of one that only its words tell."""
_ENDS = (".", ";", ":", "/", "!", "?")


def part_joined(transcript: Transcript, blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Cut each paragraph before a heading that was joined to its end."""
    found: list[Block] = []
    for block in blocks:
        words = transcript.words_in(block.span)
        place = _heading_at(transcript, block, words, lexicon) if block.kind == "paragraph" else None
        if place is None:
            found.append(block)
            continue
        above, below = words[:place], words[place:]
        found.append(block.model_copy(update={"span": Span(start=block.span.start, end=above[-1].end)}))
        page = below[0].page
        found.append(
            block.model_copy(
                update={
                    "span": Span(start=below[0].start, end=block.span.end),
                    "page": page,
                    "box": Box.around(word.box for word in below if word.page == page),
                    "bold": 2 * sum(word.bold for word in below) > len(below),
                    "centred": False,
                }
            )
        )
    return found


def _heading_at(transcript: Transcript, block: Block, words: Sequence[PlacedWord], lexicon: Lexicon) -> int | None:
    """Place of the first word of a heading that ends the paragraph; None where none does."""
    for place in range(max(1, len(words) - MOST_WORDS), len(words)):
        before, word = words[place - 1], words[place]
        if word.start >= block.span.end:
            return None
        if word.page == before.page and word.box.y0 < before.box.center[1]:
            continue
        above = transcript.text[block.span.start : before.end]
        if not (above.endswith(_ENDS) or is_capitals(above)):
            continue
        text = transcript.text[word.start : block.span.end]
        for reading in read_label(text, ocr=False)[:1]:
            title = text[reading.end :].strip()
            bold = not block.bold and all(one.bold for one in words[place:])
            plain = len(title.split()) <= MOST_PLAIN and not title.endswith((".", ";", ","))
            named = bold or is_capitals(above) or names_role(title, lexicon)
            if len(title) > 3 and (is_capitals(title) or (plain and named)):
                return place
    return None
