"""Agencies: one name for each body, classes kept whole, slips drawn to the name meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import find_own_abbreviations, normalize_agencies
from extractors.lexicon import Lexicon, load_lexicon

READ = [
    ("Phòng pháp Tur", ("Phòng Tư pháp",)),
    ("Phòng pháp Tư", ("Phòng Tư pháp",)),
    ("Các cơ quan, đơn vị; UBND cấp xã", ("Các cơ quan, đơn vị", "UBND cấp xã")),
    ("Văn phòng HĐND và UBND huyện; Bưu điện huyện", ("Văn phòng HĐND và UBND huyện", "Bưu điện huyện")),
    ("Phòng Tài chính và Kế hoạch; Chi Cục Thuế huyện", ("Phòng Tài chính - Kế hoạch", "Chi cục Thuế huyện")),
    (
        "Các cơ quan: Nội vụ, Tư pháp, Văn hóa và Thông tin",
        ("Phòng Nội vụ", "Phòng Tư pháp", "Phòng Văn hóa và Thông tin"),
    ),
    (
        "Công chức TP-HT, VP-TK, các công chức chuyên môn UBND thị trấn",
        ("Công chức Tư pháp - Hộ tịch", "Công chức Văn phòng - Thống kê", "Các công chức chuyên môn UBND thị trấn"),
    ),
    ("Công chức VH-XH; VP-TK", ("Công chức Văn hóa - Xã hội", "Công chức Văn phòng - Thống kê")),
    ("Công chức ĐC-XĐ-ĐT-MT", ("Công chức Địa chính - Xây dựng - Đô thị và Môi trường",)),
    ("Cán bộ, công chức UBND thị trấn", ("Cán bộ, công chức UBND thị trấn",)),
]

MADE = [
    ("P. Tư pháp", ("Phòng Tư pháp",)),
    ("P.TC-KH, P. NV", ("Phòng Tài chính - Kế hoạch", "Phòng Nội vụ")),
    (
        "Phòng Nội vụ, Phòng Tư pháp và UBND các xã, thị trấn",
        ("Phòng Nội vụ", "Phòng Tư pháp", "UBND các xã, thị trấn"),
    ),
    ("Phòng Nội vụ, Tư pháp, các phòng, ban", ("Phòng Nội vụ", "Phòng Tư pháp", "Các phòng, ban")),
    ("Các phòng Nội vụ, Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
    ("VP HĐND&UBND", ("Văn phòng HĐND và UBND",)),
    ("- Phòng Nội vụ\n- Phòng LĐ-TB&XH", ("Phòng Nội vụ", "Phòng Lao động - Thương binh và Xã hội")),
    ("UBND xã, thị trấn", ("UBND các xã, thị trấn",)),
    ("Phòng Nội vụ; Phòng Nội vụ", ("Phòng Nội vụ",)),
    ("Sở Nội vụ; các sở, ngành", ("Sở Nội vụ", "Các sở, ban, ngành")),
]

WILD = [
    ("Phòng Nọi vụ", ("Phòng Nội vụ",)),
    ("Công chức TP-HT, VP- TK", ("Công chức Tư pháp - Hộ tịch", "Công chức Văn phòng - Thống kê")),
    ("Phong Tu phap", ("Phòng Tư pháp",)),
]

# Two real offices that look alike stay two; a body that nobody knows keeps its printed name.
TRAPS = [
    ("Phòng Kinh tế", ("Phòng Kinh tế",)),
    ("Phòng Y tế", ("Phòng Y tế",)),
    ("Ban Quản lý chợ Đồng Lâm", ("Ban Quản lý chợ Đồng Lâm",)),
    ("", ()),
    (" ; , ", ()),
]


@pytest.mark.parametrize(("text", "expected"), READ + MADE + WILD + TRAPS)
def test_names(text: str, expected: tuple[str, ...], lexicon: Lexicon) -> None:
    assert normalize_agencies(text, lexicon) == expected


def test_the_documents_own_abbreviation_goes_first(lexicon: Lexicon) -> None:
    own = find_own_abbreviations("công chức Văn thư - Lưu trữ (VT-LT) và Tổ Quản lý rừng (sau đây gọi tắt là TQLR).")
    assert own == {"VT-LT": "Văn thư - Lưu trữ", "TQLR": "Tổ Quản lý rừng"}
    assert normalize_agencies("Công chức VT-LT", lexicon, own) == ("Công chức Văn thư - Lưu trữ",)


def test_brackets_that_explain_nothing_are_left() -> None:
    assert find_own_abbreviations("đạt tỷ lệ cao (CCHC) và (AI)") == {}


@given(st.text(alphabet="Phòng UBND Các, ;và-:P.TC\nxãTT", max_size=60))
def test_never_raises_and_names_once(text: str) -> None:
    found = normalize_agencies(text, load_lexicon())
    assert len(found) == len(set(found))
    assert all(name.strip() for name in found)
