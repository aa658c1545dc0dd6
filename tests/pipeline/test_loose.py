"""Tables without rules on scans: the ink tells the columns, and each column is read by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.page import Grid, GridCell, Line, PageImage, Word
from models.source import Box
from pipeline.grids.loose import _without_doubles, read_loose_tables
from pipeline.grids.ruled import RuledPage
from pipeline.transcript.lines import words_to_line, words_to_lines
from tests.pipeline.placed_words import set_line, set_rows
from tests.pipeline.test_borderless import HEAD, ROWS, XS, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ocr import PixelBox

DPI = 144.0
SCALE = DPI / 72.0


def picture(words: Sequence[Word]) -> PageImage:
    """A page on which every letter is a dark box."""
    image = Image.new("L", (round(595 * SCALE), round(842 * SCALE)), 250)
    draw = ImageDraw.Draw(image)
    for word in words:
        step = word.box.width / len(word.text)
        for k in range(len(word.text)):
            x = (word.box.x0 + k * step) * SCALE
            draw.rectangle([x + 1, (word.box.y0 + 3) * SCALE, x + step * SCALE - 2, (word.box.y1 - 2) * SCALE], fill=10)
    return PageImage(number=1, pixels=np.array(image), dpi=DPI)


class Knows:
    """An engine that knows the words of the page and tells those whose middle lies in a block."""

    name = version = "knows"

    def __init__(self, words: Sequence[Word]) -> None:
        self.words, self.blocks = words, 0

    def read(self, image: PageImage, blocks: Sequence[PixelBox] | None = None) -> tuple[tuple[Line, ...], ...]:
        assert blocks is not None
        self.blocks += len(blocks)
        return tuple(words_to_lines([word for word in self.words if _within(word, block)]) for block in blocks)


def _within(word: Word, block: PixelBox) -> bool:
    x, y = word.box.center
    return block[0] <= x * SCALE < block[2] and block[1] <= y * SCALE < block[3]


def test_lines_that_run_over_columns_are_read_again() -> None:
    table, _ = set_rows([HEAD, *ROWS[:2], ["II. Việc của các thôn và của các hội"], *ROWS[2:]], XS, 120.0, middle=True)
    title = set_line("PHỤ LỤC VIỆC LÀM", 250.0, 90.0)
    # The whole page was read with two neighbouring columns as one garbled word.
    garbled = []
    for line in words_to_lines(table):
        side = [word for word in line.words if XS[2] <= word.box.x0 < XS[4]]
        kept = [word for word in line.words if word not in side]
        if len(side) > 1:
            box = side[0].box.union(side[-1].box)
            kept.append(Word(text='"°P', box=box, confidence=0.2))
        garbled.append(words_to_line([*kept, *(side if len(side) == 1 else [])]))
    lines = [words_to_line(title), *garbled]
    engine = Knows([*title, *table])
    _, grids, rest = read_loose_tables(RuledPage((), (), picture([*title, *table])), (), lines, engine)
    (grid,) = grids
    assert texts(grid)[0] == HEAD
    assert [row for row in texts(grid) if row[1]] == [HEAD, *ROWS]
    assert [row[0] for row in texts(grid) if not row[1]] == ["II. Việc của các thôn và của các hội"]
    assert [line.text for line in rest] == ["PHỤ LỤC VIỆC LÀM"]


def test_a_word_that_only_the_whole_page_showed_is_kept() -> None:
    table, _ = set_rows([HEAD, *ROWS], XS, 120.0)
    unseen = [word for word in table if word.text == "bơi"]
    engine, page = Knows([word for word in table if word not in unseen]), replace(picture(table), number=2)
    _, (grid,), _ = read_loose_tables(RuledPage((), (), page), (), words_to_lines(table), engine)
    assert texts(grid) == [HEAD, *ROWS]
    # What was read unsurely is no word.
    unsure = [word.model_copy(update={"confidence": 0.4}) if word in unseen else word for word in table]
    _, (grid,), _ = read_loose_tables(RuledPage((), (), page), (), words_to_lines(unsure), engine)
    assert texts(grid) != [HEAD, *ROWS]


@pytest.mark.parametrize(("page", "tables"), [(1, 0), (2, 1)])
def test_the_head_of_a_sheet_is_no_table(page: int, tables: int) -> None:
    """A receiver's stamp beside type and title stands in columns as rows do: the title was lost in a table."""
    table, _ = set_rows([HEAD, *ROWS[:2]], XS, 120.0, middle=True)
    image = replace(picture(table), number=page)
    _, grids, _ = read_loose_tables(RuledPage((), (), image), (), words_to_lines(table), Knows(table))
    assert len(grids) == tables


def test_a_page_of_text_is_read_once() -> None:
    words = [
        word
        for k in range(9)
        for word in set_line("Các thôn cử người đi họp và ghi lại ý kiến của dân", 60, 100 + 14 * k)
    ]
    engine = Knows(words)
    _, grids, rest = read_loose_tables(RuledPage((), (), picture(words)), (), words_to_lines(words), engine)
    assert (grids, engine.blocks, len(rest)) == ((), 0, 9)


def test_lines_of_a_header_that_overlap_are_read_once() -> None:
    upper, lower = set_line("Nội dung chủ yếu", 100.0, 70.0), set_line("Thứ tự", 60.0, 77.0)
    again = [word.model_copy(update={"confidence": 0.5}) for word in upper]
    assert _without_doubles([*upper, *lower, *again]) == [*upper, *lower]


def test_rows_run_together_between_rules_are_read_without_them() -> None:
    words, _ = set_rows([HEAD, *ROWS], XS, 120.0)
    body = [word for word in words if word.box.y0 > 150.0]
    cells = []
    for row, part in enumerate(([word for word in words if word not in body], body)):
        box = Box(x0=60.0, y0=118.0 + 30 * row, x1=92.0, y1=150.0 + 150 * row)
        first = [word for word in part if word.box.x1 < 92.0]
        rest = [word for word in part if word not in first]
        cells.append(GridCell(row=row, column=0, box=box, lines=words_to_lines(first)))
        wide = box.model_copy(update={"x0": 92.0, "x1": 540.0})
        cells.append(GridCell(row=row, column=1, col_span=4, box=wide, lines=words_to_lines(rest)))
    whole = Box(x0=60.0, y0=118.0, x1=540.0, y1=300.0)
    drawn = Grid(box=whole, rows=2, columns=5, cells=tuple(cells), finder="ruled")
    _, (grid,), rest = read_loose_tables(RuledPage((drawn,), (), picture(words)), (drawn,), (), Knows(words))
    assert grid.finder == "borderless"
    assert texts(grid) == [HEAD, *ROWS]
    assert rest == ()
