"""A lone sign before a target's number on a scan."""

from __future__ import annotations

import pytest

from extractors.misread_signs import joint_doubts, may_be_first_quarter, sign_doubts

STRAY = ["tỷ lệ lao động có nghề 2 ", "giữ ổn định tỷ trọng (6 ", "khoản tiết kiệm (@ ", "8 "]
TORN = ["20.09/", "tăng 3,"]
JOINT = ["có 40 ", "giai đoạn 2021 ", "đạt 12 "]
PLAIN = ["", "đạt ", "trong năm 2 ", "mức độ 3 ", "từ 5 ", "năm 2025, ", "hồ sơ (", "- "]


@pytest.mark.parametrize(
    ("before", "code"),
    [
        *((text, "comparator_unclear") for text in STRAY),
        *((text, "number_torn") for text in TORN),
        *((text, "joint_lost") for text in JOINT),
    ],
)
def test_what_may_have_been_a_sign_or_a_part_is_doubted(before: str, code: str) -> None:
    assert [doubt.code for doubt in sign_doubts(before)] == [code]


@pytest.mark.parametrize("before", PLAIN)
def test_plain_words_raise_no_doubt(before: str) -> None:
    assert sign_doubts(before) == ()


@pytest.mark.parametrize(
    ("text", "number", "doubted"),
    [
        ("Có 40 44 thôn có tổ hướng dẫn", "44", True),
        ("Có 40 44 thôn có tổ hướng dẫn", "40", True),
        ("Chậm nhất trước 25 4", "25", True),
        ("giai đoạn 2021 2025", "2025", True),
        # WILD: worn copies of made plans; both readers lost the strokes.
        ("hoàn thành 15 08 2022", "2022", True),
        ("xong trong quý II 2020", "2020", True),
        ("Từ quý III 2021 trở đi", "2021", True),
        ("Quý 4 2021", "2021", True),
        ("quý II năm 2020", "2020", False),
        ("quý II, 2020 hồ sơ", "2020", False),
        ("trong quý II 40 xã", "40", False),
        ("đến năm 2025 100% hồ sơ", "2025", False),
        ("Có 40 thôn", "40", False),
        ("giảm 5,5 điểm", "5,5", False),
        ("mức độ 3 100% hồ sơ", "3", False),
    ],
)
def test_numbers_side_by_side_are_doubted(text: str, number: str, doubted: bool) -> None:
    start = text.index(number)
    codes = [doubt.code for doubt in joint_doubts(text, start, start + len(number))]
    assert codes == (["joint_lost"] if doubted else [])


CALENDAR = [
    # WILD: a worn copy of mang-yang-2019, page 17: "ngày 25/11", by both readers.
    ("gửi trước ngày 251 hằng năm", "251", True),
    ("xong trong tháng 122025", "122025", True),
    ("giai đoạn năm 20212025", "20212025", True),
    ("quý 12025", "12025", True),
    ("trước ngày 25 hằng tháng", "25", False),
    ("trong năm 2025", "2025", False),
    ("quý 4 và tháng 12", "12", False),
    ("trong 5 năm 30 xã", "30", False),
]


@pytest.mark.parametrize(("text", "number", "doubted"), CALENDAR)
def test_a_number_that_no_calendar_has_is_doubted(text: str, number: str, doubted: bool) -> None:
    start = text.index(number)
    codes = [doubt.code for doubt in joint_doubts(text, start, start + len(number))]
    assert codes == (["no_such_date"] if doubted else [])


@pytest.mark.parametrize(
    ("before", "number", "document", "doubted"),
    [
        # WILD: "quý I/2022" by both readers, in two faces.
        ("Hết quý ", "1/2022", "Hết quý 1/2022. Hết quý IV/2022.", True),
        ("trong Quý ", "1", "trong Quý 1", True),
        # TRAPS: a document that writes its quarters in figures; another quarter; no quarter.
        ("Hết quý ", "1/2022", "Hết quý 1/2022. Hết quý 3/2022.", False),
        ("Hết quý ", "2/2022", "Hết quý 2/2022.", False),
        ("quý khách ", "1", "quý khách 1", False),
        ("Hết tháng ", "1/2022", "Hết tháng 1/2022.", False),
        ("Hết quý ", "12", "Hết quý 12", False),
    ],
)
def test_a_first_quarter_may_be_roman(before: str, number: str, document: str, doubted: bool) -> None:
    assert may_be_first_quarter(before, number, document) == doubted
