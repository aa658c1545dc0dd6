"""A stretch of lines looked at as a table: its columns by white, its rows by rules, white and numbers.

White alone makes no table: letterheads, receivers and signatures have columns too. What speaks for one is counted
(`_evidence`): words of a header, numbers that count on, times, bodies and figures in columns of their own, rules.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from models.page import Grid, GridCell
from models.source import Box, Doubt
from pipeline.grids.bands import Band, find_bands, join_between, labels_in, part_by_numbers
from pipeline.grids.column_marks import column_marks
from pipeline.grids.gutters import NARROWEST, type_size
from pipeline.grids.levels import NEAR, find_levels
from pipeline.grids.merged import merge_cells
from pipeline.grids.table_words import (
    counts_on,
    heads_rows,
    is_group_name,
    is_group_text,
    is_header_text,
    is_label,
    is_shouted,
    read_count,
    read_counts,
    states_kind,
)
from pipeline.transcript.lines import words_to_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from models.page import Rule, Word
    from pipeline.grids.gutters import Stretch

FINDER = "borderless"
MARGIN = 3.0
"""Points between the outermost words and the side of a table that has none drawn."""
FEWEST_ROWS = 5
"""Rows from which rules, or columns of times and bodies, tell a table that has neither header nor numbers."""
MOST_PROSE = 0.25
"""Share of the rows that may run on over most gutters: names of groups do."""
HIGHEST_TITLE = 8
"""Rows that a title may seem to have, above the header."""
FEWEST_SPACES, STRETCHED, WIDE_SPACE = 4, 1.6, 1.0
"""Spaces from which a line tells how wide its own are; how much wider a gutter is; type sizes that no space has."""
WHOLE = 0.9
"""Share of the table's width that a rule under a whole row covers."""
LEAST_EVIDENCE = 3
STAIN = 4
"""Letters at most that a reader makes of a stain."""


class AlignedTable:
    """A stretch of lines, looked at as a table."""

    def __init__(self, stretch: Stretch, words: Sequence[Word], rules: Sequence[Rule]) -> None:
        self.words = list(words)
        self.em = type_size(self.words)
        # Read again column by column, dirt at the sides is no word any more.
        places = [word.box.center[0] for word in self.words if any(map(str.isalnum, word.text))]
        self.marks = [x for x in column_marks(stretch) if min(places, default=x) < x < max(places, default=x)]
        self.columns = len(self.marks) + 1
        self.left = min(word.box.x0 for word in self.words)
        self.right = max(word.box.x1 for word in self.words)
        # What is drawn under no whole cell is a row of letters, worn like a rule.
        xs = [self.left, *self.marks, self.right]
        found = find_levels(rules, self.words)
        self.levels = [level for level in found if any(level.parts(a, b) for a, b in pairwise(xs))]
        self.left = min([self.left, *(a for level in self.levels for a, _ in level.stretches)])
        self.right = max([self.right, *(b for level in self.levels for _, b in level.stretches)])
        self.bands = self._bands()
        start, end = self._head()
        self.bands, self.head_height = self.bands[start:], end - start
        self.levels = [level for level in self.levels if level.y > self.bands[0].y0 - NEAR]
        if self._ends_in_stain():
            self.bands = self.bands[:-1]

    def column_of(self, word: Word) -> int:
        """The column in which a word's middle stands."""
        return sum(word.box.center[0] >= mark for mark in self.marks)

    def cells_of(self, words: Sequence[Word]) -> list[list[Word]]:
        """Words by column."""
        cells: list[list[Word]] = [[] for _ in range(self.columns)]
        for word in words:
            cells[self.column_of(word)].append(word)
        return cells

    def texts_of(self, band: Band) -> list[str]:
        """Text by column."""
        return [" ".join(line.text for line in words_to_lines(cell)) for cell in self.cells_of(band.words)]

    def _bands(self) -> list[Band]:
        edges = [level.y for level in self.levels]
        bands = find_bands(self.cells_of(self.words), edges)
        between = join_between(bands, edges)
        if len(between) > 2 and all(len(labels_in(self.cells_of(band.words)[0])) < 2 for band in between):
            return between
        return self._with_rests(part_by_numbers(bands, lambda band: self.cells_of(band.words)[0], self.em), edges)

    def _with_rests(self, bands: Sequence[Band], edges: Sequence[float]) -> list[Band]:
        """Put a paragraph that stands alone in one column back to the row above it."""
        kept: list[Band] = []
        counts = [read_count(self.texts_of(band)[0]) for band in bands]
        for k, band in enumerate(bands):
            filled = [n for n, text in enumerate(self.texts_of(band)) if text]
            anew = counts[k + 1 : k + 2] == [1] and any(counts[:k])
            ruled = any(abs(edge - band.y0) < 0.5 for edge in edges)
            alone = len(filled) == 1 and filled[0] > 0 and not self._crossed(band)
            if kept and alone and not ruled and any(self.texts_of(kept[-1])[1:]) and not self._crossed(kept[-1]):
                text = self.texts_of(band)[filled[0]]
                # Where numbers begin anew below it, it is the name of a group.
                if not is_group_text(text) and not anew:
                    kept[-1] = Band(kept[-1].y0, band.y1, (*kept[-1].words, *band.words))
                    continue
            kept.append(band)
        return kept

    def _crossed(self, band: Band) -> set[int]:
        """Gutters across which words of a band run on."""
        crossed = set()
        for line in words_to_lines(band.words):
            spaces = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(line.words))
            # Justified text has wide spaces, but all alike.
            usual = spaces[len(spaces) // 4] if len(spaces) >= FEWEST_SPACES else 0.0
            least = max(NARROWEST * self.em, min(STRETCHED * usual, WIDE_SPACE * self.em))
            for a, b in pairwise(line.words):
                near = [n for n, mark in enumerate(self.marks) if a.box.center[0] < mark <= b.box.center[0]]
                if len(near) == 1 and b.box.x0 - a.box.x1 < least:
                    crossed.add(near[0])
            crossed |= {
                n for n, mark in enumerate(self.marks) for word in line.words
                if word.box.x0 + 1.5 < mark < word.box.x1 - 1.5
            }  # fmt: skip
        return crossed

    def _head(self) -> tuple[int, int]:
        """First band of the header and the first below it, told by its words; (0, 0) where there is none."""
        best = (1, 0, 0)
        for start in range(min(HIGHEST_TITLE, len(self.bands))):
            texts = [""] * self.columns
            for end in range(start, min(start + 4, len(self.bands))):
                cells = self.texts_of(self.bands[end])
                if cells[0] and is_label(cells[0]) and not is_header_text(cells[0]):
                    break
                texts = [f"{above} {text}".strip() for above, text in zip(texts, cells, strict=True)]
                named = sum(map(is_header_text, texts))
                if named > best[0] or (named == best[0] and best[2] and start > best[1]):
                    best = (named, start, end + 1)
        _, start, end = best
        if not end:
            start = end = next((n for n in range(HIGHEST_TITLE) if not self._is_title(n)), 0)
        while end > start and start and self._heads_columns(start - 1):
            start -= 1
        # What stands below the table's first rule is no title.
        ruled = [level.y for level in self.levels if level.share(self.left, self.right) > WHOLE]
        over = [y for y in ruled if y <= self.bands[start].y0 + 1.0]
        start = next((n for n, band in enumerate(self.bands[:start]) if over and band.y0 > min(over) - 1.0), start)
        return start, end

    def _ends_in_stain(self) -> bool:
        """Whether a few letters stand alone below the last of the rules that part the rows."""
        last = self.bands[-1]
        whole = [level.y for level in self.levels if level.share(self.left, self.right) > WHOLE]
        under_all = bool(whole) and abs(max(whole) - last.y0) < 1.0 and 2 * len(whole) > len(self.bands) > 2
        return under_all and sum(len(word.text) for word in last.words) <= STAIN

    def _is_title(self, n: int) -> bool:
        """Whether a band above the table is a line of its title: capitals, not at the table's left side."""
        if n + 2 >= len(self.bands):
            return False
        texts = self.texts_of(self.bands[n])
        return not texts[0] and sum(map(bool, texts)) <= 2 and is_shouted(" ".join(texts))

    def _heads_columns(self, n: int) -> bool:
        """Whether a band above a header names several of its columns together: a rule under them alone says so."""
        band = self.bands[n]
        under = [level for level in self.levels if abs(level.y - band.y1) < 1.0]
        told = any(level.share(self.left, self.right) < WHOLE for level in under)
        return told or (len(self._crossed(band)) < 2 and any(is_header_text(text) for text in self.texts_of(band)))

    def _is_prose(self, band: Band) -> bool:
        """Whether a line runs on from column to column: justified text whose spaces stand under each other."""
        crossed, texts = len(self._crossed(band)), [text for text in self.texts_of(band) if text]
        return crossed > 1 and 2 * crossed >= len(texts) - 1 and not is_group_name(" ".join(texts))

    def _evidence(self) -> int:
        """How much speaks for a table; 3 and more is one."""
        head = self.head_height
        texts = [" ".join(parts) for parts in zip(*(self.texts_of(band) for band in self.bands[:head]), strict=True)]
        named = sum(map(is_header_text, texts))
        body = [self.texts_of(band) for band in self.bands[head:]]
        numbers = [counts for row in body if (counts := read_counts(row[0]))]
        typed = 0
        for column in range(1, self.columns):
            kinds = [states_kind(row[column]) for row in body if row[column]]
            typed += len(kinds) >= 2 and sum(map(bool, kinds)) >= 0.6 * len(kinds)
        lined = sum(level.share(self.left, self.right) > 0.6 for level in self.levels)
        told = min(named, 3) + min(2 * counts_on(numbers), 3) + min(typed, 2) + min(lined, 2)
        # The rest of a table on the next page may be two rows without a header: a rule over and under each says so.
        shut_in = self.columns > 3 and len(body) > 1 and lined > len(body)
        plain = named >= 2 or counts_on(numbers) or (len(body) >= FEWEST_ROWS and max(lined, typed) > 1) or shut_in
        if not body or not plain or sum(map(self._is_prose, self.bands)) > MOST_PROSE * len(self.bands):
            return 0
        return told + (self.columns > 4) - (self.columns < 4)

    def grid(self) -> Grid | None:
        """The table, None where too little speaks for one."""
        if self.columns < 3 or len(self.bands) < 2 or self._evidence() < LEAST_EVIDENCE:
            return None
        heights = [level.y for level in self.levels]
        ys = [min([self.bands[0].y0, *heights]) - 0.5]
        ys += [self._edge(above, under) for above, under in pairwise(self.bands)]
        ys += [max([self.bands[-1].y1, *heights]) + 0.5]
        xs = [self.left - MARGIN, *self.marks, self.right + MARGIN]
        rows = len(self.bands)
        below, beside = self._drawn(ys, xs)
        owners = merge_cells(rows, self.columns, below, beside)
        cells = []
        for owner in dict.fromkeys(owners.ravel().tolist()):
            where = np.argwhere(owners == owner)
            (r0, c0), (r1, c1) = where.min(axis=0).tolist(), (where.max(axis=0) + 1).tolist()
            box = Box(x0=xs[c0], y0=ys[r0], x1=xs[c1], y1=ys[r1])
            words = [word for band in self.bands[r0:r1] for word in band.words if c0 <= self.column_of(word) < c1]
            cells.append(
                GridCell(row=r0, column=c0, row_span=r1 - r0, col_span=c1 - c0, box=box, lines=words_to_lines(words))
            )
        detail = f"{rows} rows and {self.columns} columns told by where words stand"
        return Grid(
            box=Box(x0=xs[0], y0=ys[0], x1=xs[-1], y1=ys[-1]),
            rows=rows,
            columns=self.columns,
            cells=tuple(cells),
            finder=FINDER,
            doubts=(Doubt(code="borderless_table", detail=detail), *self._unruled(ys)),
        )

    def _edge(self, above: Band, under: Band) -> float:
        """Height at which two rows part: the longest of the rules between them."""
        between = [level for level in self.levels if above.y1 - 1.0 < level.y < under.y0 + 1.0]
        longest = max(between, key=lambda level: level.share(self.left, self.right), default=None)
        return longest.y if longest else under.y0

    def _unruled(self, ys: Sequence[float]) -> tuple[Doubt, ...]:
        """A doubt where most rows of the body are told by white: nothing shows how far down a cell reaches."""
        inner = ys[self.head_height + 1 : -1]
        drawn = sum(any(abs(level.y - y) < 1.0 for level in self.levels) for y in inner)
        if not inner or 2 * drawn >= len(inner):
            return ()
        return (Doubt(code="rows_by_white", detail=f"{len(inner) - drawn} of {len(inner)} rows end at no rule"),)

    def _drawn(self, ys: Sequence[float], xs: Sequence[float]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether cells part below and beside each elementary cell."""
        below = np.ones((len(self.bands) - 1, self.columns), bool)
        beside = np.ones((len(self.bands), self.columns - 1), bool)
        labels = [*(self.texts_of(band)[0] for band in self.bands), ""]
        for r, y in enumerate(ys[1:-1]):
            level = next((level for level in self.levels if abs(level.y - y) < 1.0), None)
            if level is not None:
                below[r] = [level.parts(a, b) for a, b in pairwise(xs)]
        merged = [n for n, part in enumerate(below[:, 0]) if not part and n >= self.head_height]
        if any(labels[n] and labels[n + 1] for n in merged):
            # Two numbers are no merged cell: the rules end short of their narrow column.
            below[:, 0] = True
        head = self.head_height
        for r, band in enumerate(self.bands):
            crossed = self._crossed(band)
            texts = self.texts_of(band)
            filled = [n for n, text in enumerate(texts) if text]
            if r < head:
                beside[r, list(crossed)] = False
            elif crossed and max(filled) <= max(crossed) + 1:
                # The name of a group: whatever is empty to its right belongs to it.
                beside[r, min(crossed) :] = False
            elif filled[-1:] == [1] and (heads_rows(texts[0], labels[r + 1]) or self._names_group(r, labels)):
                beside[r, 1:] = False
        return below, beside

    def _names_group(self, r: int, labels: Sequence[str]) -> bool:
        """Whether a row that holds words beside a blank number alone names a group: rules shut it in as one line."""
        band = self.bands[r]
        if labels[r]:
            return False
        shut_in = all(any(abs(level.y - y) < 1.0 for level in self.levels) for y in (band.y0, band.y1))
        numbered = sum(map(is_label, labels[self.head_height :])) > len(labels[self.head_height :]) / 2
        return shut_in and numbered and len(words_to_lines(band.words)) == 1 and not is_label(self.texts_of(band)[1])
