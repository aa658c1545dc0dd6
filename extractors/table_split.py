"""Cells that a lost rule has run together on a scan, parted again by where their words stand.

A faint rule is not found, and two cells become one that looks merged. Words then keep clear of the place where the
rule was, in every line; in a cell that is really merged they do not. Only scans are looked at: rules of a text layer
are true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from models.source import Box, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transcript import CellText, PlacedWord, Transcript, TranscriptGrid

# Points between two words that face each other over a rule: the padding of both cells, where a space has 3 to 4.
_CLEAR = 7.0
# Points by which a word may reach over an edge that other pages show.
_OVER = 3.0
# A first line below a lost rule stands further from the last above than lines of one paragraph do.
_PITCH = 1.3
_LABEL = re.compile(r"(?:[IVXLH]{1,6}|[A-HĐ]|\d{1,3})(?:[.-]\d{1,3})*[.)]?")
# Confidence of a word that was read, and how many letters make a text.
_READABLE = 0.5
_STAIN = 0.25
_LETTERS = 4
_PITCH_UNKNOWN = 1.8


class Place(NamedTuple):
    """A cell's place in its grid and its pieces of text."""

    row: int
    column: int
    row_span: int
    col_span: int
    spans: tuple[Span, ...]
    box: Box
    line_starts: tuple[int, ...] = ()
    parted: bool = False


def place_cells(
    transcript: Transcript, grid: TranscriptGrid, cells: Sequence[CellText], xs: dict[int, float], scanned: bool
) -> list[Place]:
    """List a grid's cells row by row; those run together on a scan are parted (`parted` tells).

    Args:
        transcript: the text.
        grid: the grid, whose cells tell where rows part.
        cells: its cells in columns of the table.
        xs: where the table's columns part on this page, in points.
        scanned: whether the rules were found in a picture.
    """
    places: list[Place] = []
    ys = _row_edges(grid)
    for cell in sorted(cells, key=lambda one: (one.row, one.column)):
        spans = (cell.span,) if len(cell.span) else ()
        whole = Place(cell.row, cell.column, cell.row_span, cell.col_span, spans, cell.box, cell.line_starts)
        parted = _part(transcript, cell, xs, ys) if scanned and spans and cell.row_span * cell.col_span > 1 else []
        places += parted or [whole]
    return sorted(places, key=lambda one: (one.row, one.column))


def narrow_cell(transcript: Transcript, place: Place, xs: dict[int, float]) -> list[Place]:
    """Part a cell of a column that stands for several of the table's by its words: one page shows no white there.

    Returns:
        A place for each column, those empty in which no word stands; the cell itself where words run on over an edge.
    """
    end = place.column + place.col_span
    inner = [edge for edge in range(place.column + 1, end) if edge in xs]
    words = [word for span in place.spans for word in transcript.words_in(span)]
    said = [word for word in words if any(map(str.isalnum, transcript.text[word.start : word.end]))]
    lines: dict[int, list[PlacedWord]] = {}
    for word in said:
        lines.setdefault(bisect_right(place.line_starts, word.start), []).append(word)
    if len(inner) < place.col_span - 1 or not all(_leaves_clear(list(lines.values()), xs[edge]) for edge in inner):
        return [place]
    rows = (place.row, place.row + place.row_span)
    ys = {rows[0]: place.box.y0, rows[1]: place.box.y1}
    return [
        _piece(words, rows, columns, xs, ys, place)._replace(parted=False)
        for columns in pairwise([place.column, *inner, end])
    ]


def _leaves_clear(lines: Sequence[Sequence[PlacedWord]], x: float) -> bool:
    """Whether no word of some lines reaches over an edge, and those on both sides keep clear of each other."""
    for line in lines:
        left = [word.box.x1 for word in line if word.box.center[0] < x]
        right = [word.box.x0 for word in line if word.box.center[0] >= x]
        if (left and max(left) > x + _OVER) or (right and min(right) < x - _OVER):
            return False
        if left and right and min(right) - max(left) < _CLEAR:
            return False
    return True


def _row_edges(grid: TranscriptGrid) -> dict[int, float]:
    """Where rules between rows run, as other cells of the grid show."""
    seen: dict[int, list[float]] = {}
    for cell in grid.cells:
        seen.setdefault(cell.row, []).append(cell.box.y0)
        seen.setdefault(cell.row + cell.row_span, []).append(cell.box.y1)
    return {edge: median(values) for edge, values in seen.items()}


def _part(transcript: Transcript, cell: CellText, xs: dict[int, float], ys: dict[int, float]) -> list[Place]:
    """Part a cell into rows, and each of these into columns; empty where it is one cell."""
    words = transcript.words_in(cell.span)
    # What is left of a rule, and stains, are read as marks: they tell nothing of where text stands.
    said = [word for word in words if any(map(str.isalnum, transcript.text[word.start : word.end]))]
    said = [word for word in said if word.confidence >= _STAIN]
    end = cell.row + cell.row_span
    inner = [edge for edge in range(cell.row + 1, end) if edge in ys and _says(said, ys[edge], "y")]
    rows = [cell.row, *(edge for edge in inner if _clear_of_row(_lines(said, cell), ys[edge])), end]
    pieces: list[Place] = []
    for top, bottom in pairwise(rows):
        band = [word for word in said if _side(word, rows, ys) == top]
        last = cell.column + cell.col_span
        between = [
            edge for edge in range(cell.column + 1, last)
            if edge in xs and (_says(band, xs[edge], "x") or (edge == 1 and _is_labelled(transcript, band, xs[edge])))
        ]  # fmt: skip
        clear = [edge for edge in between if _clear_of_column(_lines(band, cell), xs[edge])]
        pieces += [
            _piece(words, (top, bottom), columns, xs, ys, cell) for columns in pairwise([cell.column, *clear, last])
        ]
    return pieces if len(pieces) > 1 else []


def _lines(words: Sequence[PlacedWord], cell: CellText) -> list[list[PlacedWord]]:
    lines: dict[int, list[PlacedWord]] = {}
    for word in words:
        lines.setdefault(bisect_right(cell.line_starts, word.start), []).append(word)
    return list(lines.values())


def _side(word: PlacedWord, rows: Sequence[int], ys: dict[int, float]) -> int:
    """Row in which a word's middle lies."""
    return rows[sum(word.box.center[1] >= ys[edge] for edge in rows[1:-1])]


def _clear_of_column(lines: Sequence[Sequence[PlacedWord]], x: float) -> bool:
    """Whether words of every line keep clear of a vertical rule, and some stand on both sides of it.

    Lines of two cells may stand half a line apart: then all words together keep clear.
    """
    facing = False
    lefts: list[float] = []
    rights: list[float] = []
    for line in lines:
        # A rule may also be read as a letter ("l", "I").
        words = [word for word in line if word.confidence >= _READABLE or word.end - word.start > 2]
        left = [word.box.x1 for word in words if word.box.center[0] < x]
        right = [word.box.x0 for word in words if word.box.center[0] >= x]
        if (left and max(left) > x + 1) or (right and min(right) < x - 1):
            return False
        if left and right:
            facing = True
            if min(right) - max(left) < _CLEAR:
                return False
        lefts += left
        rights += right
    return facing or (bool(lefts and rights) and min(rights) - max(lefts) >= _CLEAR)


def _clear_of_row(lines: Sequence[Sequence[PlacedWord]], y: float) -> bool:
    """Whether a paragraph ends above a horizontal rule and another begins right below it."""
    tops = sorted(median(word.box.y0 for word in line) for line in lines)
    height = median(word.box.height for line in lines for word in line)
    above, below = [top for top in tops if top + height / 2 < y], [top for top in tops if top + height / 2 >= y]
    if not above or not below or below[0] > y + 1.5 * height:
        return False
    inside = [low - high for part in (above, below) for high, low in pairwise(part)]
    pitch = _PITCH * median(inside) if inside else _PITCH_UNKNOWN * height
    return below[0] - above[-1] > pitch


def _says(words: Sequence[PlacedWord], edge: float, axis: str) -> bool:
    """Whether readable words stand on both sides of a rule: a stain beside a title is none."""
    sides: tuple[list[PlacedWord], list[PlacedWord]] = ([], [])
    for word in words:
        middle = word.box.center[0 if axis == "x" else 1]
        sides[middle >= edge].append(word)
    return all(
        sum(word.end - word.start for word in side if word.confidence >= _READABLE) >= _LETTERS for side in sides
    )


def _is_labelled(transcript: Transcript, words: Sequence[PlacedWord], edge: float) -> bool:
    """Whether a number or numeral alone stands in the first column, and text behind its rule."""
    first = [word for word in words if word.box.center[0] < edge]
    rest = [word for word in words if word.box.center[0] >= edge and word.confidence >= _READABLE]
    told = len(first) == 1 and _LABEL.fullmatch(transcript.text[first[0].start : first[0].end])
    return bool(told) and sum(word.end - word.start for word in rest) >= _LETTERS


def _piece(
    words: Sequence[PlacedWord],
    rows: tuple[int, int],
    columns: tuple[int, int],
    xs: dict[int, float],
    ys: dict[int, float],
    cell: CellText | Place,
) -> Place:
    box = Box(
        x0=cell.box.x0 if columns[0] == cell.column else xs[columns[0]],
        y0=cell.box.y0 if rows[0] == cell.row else ys[rows[0]],
        x1=cell.box.x1 if columns[1] == cell.column + cell.col_span else xs[columns[1]],
        y1=cell.box.y1 if rows[1] == cell.row + cell.row_span else ys[rows[1]],
    )
    inside = [n for n, word in enumerate(words) if _holds(box, word.box, cell.box)]
    spans: list[Span] = []
    last = -2
    for n in inside:
        start = spans.pop().start if spans and n == last + 1 else words[n].start
        spans.append(Span(start=start, end=words[n].end))
        last = n
    return Place(
        rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0], tuple(spans), box, cell.line_starts, True
    )


def _holds(box: Box, word: Box, whole: Box) -> bool:
    """Whether a word's middle lies in a piece; one that sticks out of the whole cell belongs to the piece beside it."""
    x = min(max(word.center[0], whole.x0), whole.x1 - 0.01)
    y = min(max(word.center[1], whole.y0), whole.y1 - 0.01)
    return box.x0 <= x < box.x1 and box.y0 <= y < box.y1
