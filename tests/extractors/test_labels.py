from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.labels import read_label, roman

READ = [
    ("I. MỤC ĐÍCH, YÊU CẦU", "roman", "I"),
    ("II/ NỘI DUNG", "roman", "II"),
    ("IV - KINH PHÍ", "roman", "IV"),
    ("III TỔ CHỨC THỰC HIỆN", "roman", "III"),
    ("1. Mục đích", "arabic", "1"),
    ("02. Yêu cầu", "arabic", "02"),
    ("12.Phấn đấu thu", "arabic", "12"),
    ("1.1. Cải cách thể chế", "dotted", "1.1"),
    ("4.2 Nhiệm vụ và giải pháp", "dotted", "4.2"),
    ("2. 3. Phòng Tư pháp", "dotted", "2.3"),
    ("1.1- Việc của xã", "dotted", "1.1"),
    ("2.1.3 – Việc của thôn", "dotted", "2.1.3"),
    ("3.2.1. Về hạ tầng", "dotted", "3.2.1"),
    ("2.1.- Việc của xã", "dotted", "2.1"),
    ("2.1. - Việc của xã", "dotted", "2.1"),
    ("2.1./ Việc của xã", "dotted", "2.1"),
    ("2.1.1.) Việc của xã", "dotted", "2.1.1"),
    ("a) Phòng Nội vụ", "letter", "a"),
    ("đ) Các phòng khác", "letter", "đ"),
    ("b. Công an xã", "letter", "b"),
    ("2) Hội Nông dân", "bracket", "2"),
    ("A. PHẦN CHUNG", "capital", "A"),
    ("Đ. KINH PHÍ", "capital", "Đ"),
    ("Phần II. NHIỆM VỤ", "part", "Phần II"),
    ("PHẦN THỨ NHẤT: ĐÁNH GIÁ", "part", "Phần thứ nhất"),
    ("PHẦN A", "part", "Phần A"),
    ("Phần B. VIỆC PHẢI LÀM", "part", "Phần B"),
    ("PHẦN C - TỔ CHỨC THỰC HIỆN", "part", "Phần C"),
    ("Mục D: Kinh phí", "clause", "Mục D"),
    ("PHẦN A KẾT QUẢ", "part", "Phần A"),
    ("PHẦN MỘT", "part", "Phần một"),
    ("Phần hai: Nhiệm vụ", "part", "Phần hai"),
    ("Phần thứ II. NHIỆM VỤ", "part", "Phần II"),
    ("3.2. 100% công chức dùng thư công vụ", "dotted", "3.2"),
    ("6.3. 31/31 khu phố có nhà họp", "dotted", "6.3"),
    ("2.1) 05 xã được chọn làm điểm", "dotted", "2.1"),
    ("a. 90% hồ sơ được trả sớm", "letter", "a"),
    ("1. các thôn", "arabic", "1"),
    ("Chương 3 Điều hành", "chapter", "Chương 3"),
    ("Điều 2. Quyết định này", "article", "Điều 2"),
    ("03. “Ba cùng” với dân bản", "arabic", "03"),
    ("1. 100% các cơ quan", "arabic", "1"),
]
TRAPS = [
    "18/6/2021 của Ban chấp hành",
    "16/2015/NĐ-CP của Chính phủ",
    "1.600 tỷ đồng",
    "3.5 triệu đồng",
    "3.5-4 triệu đồng",
    "2.1 - con giống",
    "2.1-3.5 triệu đồng",
    "305,5 tỷ đồng",
    "20%, 15% theo lộ trình",
    "03 xã xây dựng mới",
    "2021. Trong đó",
    "V chuyển sang năm sau",
    "- Tăng cường",
    "+ Rà soát",
    "Phần năm còn lại",
    "Phần ba xã cùng làm",
    "Phần A Lưới đóng góp",
    "Mục a khoản 2",
    "20.11. 2020 là ngày hội",
    "1.2.100 đồng",
    "Mục tiêu chung",
    "Điều 14 Nghị định",
    "VX. Không phải số",
    "",
]
WILD = [  # what OCR makes of a label: the reading that must be among those offered
    ("l. Mục đích", "arabic", "1"),
    ("I1. NỘI DUNG", "roman", "II"),
    ("Il. NỘI DUNG", "roman", "II"),
    ("H. NỘI DUNG", "roman", "II"),
    ("1V. KINH PHÍ", "roman", "IV"),
    ("I. NỘI DUNG", "roman", "III"),
    ("II.- NỘI DUNG", "roman", "III"),
    ("VI. - NỘI DUNG", "roman", "VIII"),
    ("1.l. Mục tiêu", "dotted", "1.1"),
    ("2,1. Phòng Nội vụ", "dotted", "2.1"),
    ("t) Lĩnh vực thể chế", "bracket", "1"),
    ("t. Việc của thôn", "arabic", "1"),
    ("23) Lĩnh vực bộ máy", "dotted", "2.3"),
    ("22- Chỉ tiêu từng ngành", "dotted", "2.2"),
    ("22.1- Giữ rừng", "dotted", "2.2.1"),
    ("IN/ KINH PHÍ", "roman", "IV"),
    ("IN/ KINH PHÍ", "roman", "III"),
    ("4 Công tác cán bộ", "arabic", "4"),
    ("4 Công tác cán bộ", "bracket", "4"),
]


@pytest.mark.parametrize(("text", "style", "label"), READ)
def test_a_printed_label_is_read(text: str, style: str, label: str) -> None:
    (reading,) = read_label(text, ocr=False)
    assert (reading.style, reading.text, reading.cost) == (style, label, 0.0)
    assert not text[reading.end :][:1].isspace()


@pytest.mark.parametrize(
    ("text", "places"), [("E. KINH PHÍ", [5, 6]), ("e) Các xã", [5, 6]), ("f) Các xã", [6]), ("g) Các xã", [7])]
)
def test_a_list_may_leave_out_d_with_its_stroke(text: str, places: list[int]) -> None:
    assert [reading.value for reading in read_label(text, ocr=False)] == places


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_label(text: str) -> None:
    assert read_label(text, ocr=False) == ()


@pytest.mark.parametrize(("text", "style", "label"), WILD)
def test_a_misread_label_is_offered_at_a_cost(text: str, style: str, label: str) -> None:
    offered = {(reading.style, reading.text): reading.cost for reading in read_label(text, ocr=True)}
    assert 0 < offered[style, label] < 2.5


@pytest.mark.parametrize("text", [".II. MỤC TIÊU", "II., MỤC TIÊU", "_II. . MỤC TIÊU"])
def test_stains_around_a_label_belong_to_neither_label_nor_title(text: str) -> None:
    exact = next(reading for reading in read_label(text, ocr=True) if reading.text == "II")
    assert exact.cost == 0
    assert text[exact.end :] == "MỤC TIÊU"


def test_a_text_layer_is_taken_at_its_word() -> None:
    assert read_label("I. NỘI DUNG", ocr=False)[0].text == "I"
    assert [reading.style for reading in read_label("l. Mục đích", ocr=False)] == ["letter"]


def test_romans() -> None:
    assert [roman(text) for text in ("I", "IV", "IX", "XIX", "IIII", "VX", "")] == [1, 4, 9, 19, None, None, None]


@given(st.text(alphabet="IVXlH1234567890.,)/-: abđAĐNộ%", max_size=20))
def test_never_raises(text: str) -> None:
    for ocr in (False, True):
        for reading in read_label(text, ocr):
            assert 0 <= reading.end <= len(text)
            assert reading.cost >= 0


def test_a_bullet_before_a_dotted_label_of_a_scan_is_a_stain() -> None:
    (reading,) = read_label("-2,5. Thanh tra huyện", ocr=True)
    assert (reading.style, reading.text) == ("dotted", "2.5")
    assert not read_label("-2,5 ha chè mới trồng", ocr=True)
    assert not read_label("-2,5. Thanh tra huyện", ocr=False)


def test_a_dash_behind_a_joined_label() -> None:
    (reading,) = read_label("II.1- Giữ rừng đầu nguồn", ocr=False)
    assert (reading.style, reading.text, reading.numbers) == ("dotted", "II.1", (2, 1))
    assert not any(one.style == "dotted" for one in read_label("V.1-V.3 là các lô", ocr=False))
