"""The title over a signature, where a seal's ring lies on its first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.front_matter import find_front_matter
from models.source import Found
from tests.sheets import set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

SHEET = """ỦY BAN NHÂN DÂN || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN MỸ || Độc lập - Tự do - Hạnh phúc
Số: 5/KH-UBND || An Mỹ, ngày 3 tháng 2 năm 2022
^KẾ HOẠCH
^Trồng cây xã An Mỹ năm 2022
**I. MỤC ĐÍCH**
Giữ màu xanh cho các thôn.

Nơi nhận: || TM. ỦY BAN NHÂN DÂN
- UBND huyện; || {title}
- Lưu: VT. || Lê Văn Bình
"""


@pytest.mark.parametrize(
    ("read", "title", "doubted"),
    [
        ("CHỦ TỊCH", "CHỦ TỊCH", False),
        ("IỦ TỊCH", "CHỦ TỊCH", True),
        ("NHỦ TỊCH", "CHỦ TỊCH", True),
        ("2IỦ TỊCH", "CHỦ TỊCH", True),
        ('5"77 IỦ TỊCH', "CHỦ TỊCH", True),  # pieces of the ring stand apart from it
        ("Ủ TỊCH", "CHỦ TỊCH", True),
        ("PHÓ IỦ TỊCH", "PHÓ CHỦ TỊCH", True),
    ],
)
def test_a_title_under_a_seal(read: str, title: str, doubted: bool, lexicon: Lexicon) -> None:
    found = find_front_matter(set_sheet(SHEET.format(title=read), ocr=True), lexicon).signer_title
    assert isinstance(found, Found)
    assert found.value == title
    assert bool(found.doubts) is doubted
