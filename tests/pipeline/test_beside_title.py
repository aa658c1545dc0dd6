from __future__ import annotations

import pytest

from pipeline.transcript.beside_title import part_stamps
from tests.pipeline.test_transcribe import line, middle


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


def test_a_line_of_the_text_is_left_alone() -> None:
    text = line(85, 120, "Căn cứ Luật Chăn nuôi ngày 19 tháng 11 năm 2018;")
    lines, beside = part_stamps([middle(100, "KẾ HOẠCH", at=297.5), text], 595.0)
    assert (lines[1], beside) == (text, [])
