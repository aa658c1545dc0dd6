from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.transcript.beside_title import part_stamps
from tests.pipeline.test_transcribe import line, middle

if TYPE_CHECKING:
    from models.page import Line


@pytest.mark.parametrize(
    ("stamp", "kept"),
    [
        (line(40, 120, "CÔNG VĂN ĐẾN"), "Nuôi ong lấy mật năm 2021"),
        (line(60, 120, "314"), "Nuôi ong lấy mật năm 2021"),
        (None, "Nuôi ong lấy mật năm 2021"),
    ],
)
def test_a_stamp_beside_a_title_is_no_part_of_it(stamp, kept) -> None:
    title = middle(120, "Nuôi ong lấy mật năm 2021", at=297.5, bold=True)
    row = title if stamp is None else title.model_copy(update={"words": stamp.words + title.words})
    lines, beside = part_stamps([middle(100, "KẾ HOẠCH", at=297.5, bold=True), row], 595.0)
    assert [one.text for one in lines] == ["KẾ HOẠCH", kept]
    assert len(beside) == (len(stamp.words) if stamp else 0)


def _unsure(stamp: Line) -> Line:
    return stamp.model_copy(update={"words": tuple(w.model_copy(update={"confidence": 0.5}) for w in stamp.words)})


@pytest.mark.parametrize(
    ("stamp", "dropped"),
    [
        (line(0, 120, "CÔNG VĂN ĐẾN"), 3),
        (line(0, 120, "CÔSG VĂN ĐỀN"), 3),
        (_unsure(line(0, 120, "sao 2/")), 2),
        # What was read well is the title's own, be the line on the middle or not.
        (line(0, 120, "Nhân dân"), 0),
    ],
)
def test_a_stamp_that_touches_a_title_is_no_part_of_it(stamp: Line, dropped: int) -> None:
    title = middle(120, "Nuôi ong lấy mật năm 2021", at=297.5, bold=True)
    shift = title.words[0].box.x0 - 5 - max(word.box.x1 for word in stamp.words)
    moved = [
        word.model_copy(
            update={"box": word.box.model_copy(update={"x0": word.box.x0 + shift, "x1": word.box.x1 + shift})}
        )
        for word in stamp.words
    ]
    row = title.model_copy(update={"words": (*moved, *title.words)})
    lines, beside = part_stamps([middle(100, "KẾ HOẠCH", at=297.5, bold=True), row], 595.0)
    assert len(beside) == dropped
    assert lines[1].text.endswith("Nuôi ong lấy mật năm 2021")


def test_a_line_of_the_text_is_left_alone() -> None:
    text = line(85, 120, "Căn cứ Luật Chăn nuôi ngày 19 tháng 11 năm 2018;")
    lines, beside = part_stamps([middle(100, "KẾ HOẠCH", at=297.5), text], 595.0)
    assert (lines[1], beside) == (text, [])
