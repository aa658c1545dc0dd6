"""A row alone at the top of the page after its table, where no grid shows it: told by its columns and its number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.group_lines import is_noise
from extractors.table_rows import DraftCell, DraftRow, Part, column_edges
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transcript import Block, PlacedWord, Transcript, TranscriptGrid

_FARTHEST, _STEP, _OVER = 24, 2, 2.0
"""Points: how far a page may lie beside the one before on the glass, and a word may reach over a column's edge."""
_APART, _SAME_LINE = 1.6, 0.5
"""Heights of a line between two lines at which a row ends, and within which words are of one line."""
_FEWEST = 3
"""Columns in which a row alone states something."""
_LABEL = re.compile(r"\W?((?:\d{1,3}\.){0,2}\d{1,3}|[a-zđ])\W{0,2}")


def find_lone_row(
    transcript: Transcript, grid: TranscriptGrid, above: Sequence[DraftRow], number: int | None
) -> DraftRow | None:
    """Find the row that follows a table's last grid at the top of the next page.

    Args:
        transcript: the text.
        grid: the last grid; anything below it on its page ends the table.
        above: the rows of the table so far.
        number: its column of numbers.

    Returns:
        The row, whose number follows the last one and whose words keep to the columns; or None.
    """
    loose = [block for block in transcript.blocks if not is_noise(transcript, block, grid)]
    over = [block for block in loose if block.page == grid.page and block.box.y0 > grid.box.y1 - _OVER]
    under = [block for block in loose if block.page == grid.page + 1]
    if number is None or over or not under or not above or any(block.kind == "table_row" for block in under[:1]):
        return None
    words = _top_words(transcript, under)
    edges = [grid.box.x0 + edge * grid.box.width for edge in column_edges(grid)]
    columns = _by_column(words, edges)
    if columns is None or len(columns) < min(_FEWEST, grid.columns) or number not in columns:
        return None
    row = DraftRow(grid.page + 1)
    for column, held in columns.items():
        row.cells[column] = _cell(transcript, column, held)
    for column in set(range(grid.columns)) - set(columns):
        box = words[0].box
        row.cells[column] = DraftCell(column, 1, [Part(Span(start=0, end=0), row.page, box, box.y0)], "")
    return row if _follows(row.text(number), above, number) else None


def _top_words(transcript: Transcript, blocks: Sequence[Block]) -> list[PlacedWord]:
    """The words at the top of a page down to the first white."""
    words = [word for block in blocks if block.kind != "table_row" for word in transcript.words_in(block.span)]
    words = sorted((word for word in words if word.page == blocks[0].page), key=lambda word: word.box.y0)
    reach = words[0].box.y1 if words else 0.0
    kept: list[PlacedWord] = []
    for word in words:
        if word.box.y0 - reach > (_APART - 1.0) * word.box.height:
            break
        kept.append(word)
        reach = max(reach, word.box.y1)
    return kept


def _by_column(words: Sequence[PlacedWord], edges: Sequence[float]) -> dict[int, list[PlacedWord]] | None:
    """Words by column, the page moved as little as it needs; None where some word stands in two columns."""
    inner = edges[1:-1]
    for shift in sorted(range(-_FARTHEST, _FARTHEST + 1, _STEP), key=abs):
        columns: dict[int, list[PlacedWord]] = {}
        for word in words:
            if any(word.box.x0 + _OVER < edge + shift < word.box.x1 - _OVER for edge in inner):
                break
            columns.setdefault(sum(word.box.center[0] > edge + shift for edge in inner), []).append(word)
        else:
            if _keeps_clear(columns):
                return columns
    return None


def _keeps_clear(columns: dict[int, list[PlacedWord]]) -> bool:
    """Whether all words of a column stand left of all those of the next: lines of prose do not."""
    held = [columns[column] for column in sorted(columns)]
    return all(max(w.box.x1 for w in a) < min(w.box.x0 for w in b) for a, b in pairwise(held))


def _cell(transcript: Transcript, column: int, words: Sequence[PlacedWord]) -> DraftCell:
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: word.box.center[1]):
        if lines and word.box.center[1] - lines[-1][0].box.center[1] < _SAME_LINE * word.box.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [word for line in lines for word in sorted(line, key=lambda word: word.box.x0)]
    parts = [
        Part(Span(start=word.start, end=word.end), word.page, word.box, word.box.y1, word.box.height)
        for word in ordered
    ]
    text = " ".join(transcript.text[word.start : word.end] for word in ordered)
    sure = sum(word.confidence for word in ordered) / len(ordered)
    return DraftCell(column, 1, parts, text, bold=all(word.bold for word in ordered), sure=sure)


def _follows(label: str, above: Sequence[DraftRow], number: int) -> bool:
    """Whether a row's number is the next one after those above, or the first one below the name of a group."""
    match = _LABEL.fullmatch(label.strip())
    if match is None:
        return False
    last = next((found[1] for row in reversed(above) if row.kind == "cell"
                 and (found := _LABEL.fullmatch(row.text(number).strip()))), "")  # fmt: skip
    own, before = match[1].split("."), last.split(".")
    if above[-1].kind == "group" and own[-1] in ("1", "01", "a"):
        return True
    if not own[-1].isdigit() or not before[-1].isdigit():
        return len(own[-1]) == len(before[-1]) == 1 and ord(own[-1]) == ord(before[-1]) + 1
    return own[:-1] == before[:-1] and int(own[-1]) == int(before[-1]) + 1
