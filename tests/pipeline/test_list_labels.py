"""A list in a cell tells its first label by its second; a Roman numeral, a lone one and another mark stay."""

from __future__ import annotations

import pytest

from models.page import SURE, Grid, GridCell, Line, Reading, Word
from models.source import Box
from pipeline.ocr.list_labels import mend_list_labels

BOX = Box(x0=0, y0=0, x1=100, y1=20)


def grid(lines: list[str]) -> Grid:
    """One cell with these lines."""
    made = tuple(
        Line(
            words=tuple(
                Word(text=text, box=BOX, confidence=0.9, readings=(Reading(reader="a", text=text, confidence=0.9),))
                for text in line.split()
            ),
            box=BOX,
        )
        for line in lines
    )
    return Grid(box=BOX, rows=1, columns=1, cells=(GridCell(row=0, column=0, box=BOX, lines=made),), finder="test")


LISTS = [
    # WILD: poor scan of mang-yang-2019, pages 20 and 23: a list in one line, and one in two
    (["I. Hồ sơ được số hóa; 2. Kết quả được trả"], "1. Hồ sơ được số hóa; 2. Kết quả được trả"),
    (["l) Tờ trình của phòng", "và phụ lục", "2) Quyết định"], "1) Tờ trình của phòng và phụ lục 2) Quyết định"),
    (["Gồm: |. Tờ trình. 2. Báo cáo. 3. Biên bản"], "Gồm: 1. Tờ trình. 2. Báo cáo. 3. Biên bản"),
]


@pytest.mark.parametrize(("lines", "mended"), LISTS)
def test_a_stroke_before_the_second_label_is_the_first(lines: list[str], mended: str) -> None:
    (cell,) = mend_list_labels(grid(lines)).cells
    assert cell.text == mended
    (word,) = [word for line in cell.lines for word in line.words if len(word.readings) > 1]
    assert word.text[:-1] == "1"
    assert word.confidence < SURE
    assert [reading.text for reading in word.readings][1] == "1"


TRAPS = [
    ["I. Lĩnh vực nội vụ", "II. Lĩnh vực đất đai"],
    ["I. Lĩnh vực nội vụ", "1. Hồ sơ số hóa", "2. Kết quả trả"],
    ["I. Lĩnh vực nội vụ"],
    ["I. Hồ sơ của xã 2) và của huyện"],
    ["I. Hồ sơ mức độ 2. Kết quả"],  # a number that ends its sentence opens nothing
    ["II. Hồ sơ; 2. Kết quả"],
    ["quý I. Hồ sơ; 2. Kết quả"],
]


@pytest.mark.parametrize("lines", TRAPS)
def test_other_strokes_stay(lines: list[str]) -> None:
    made = grid(lines)
    assert mend_list_labels(made) is made
