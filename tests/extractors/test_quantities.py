"""Comparators, numbers and units, wherever they stand around one another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.lexicon import load_lexicon
from extractors.quantities import find_quantities

READ = [
    ("tối thiểu 80%", ">=", "80", "%"),
    ("đạt từ 91% trở lên", ">=", "91", "%"),
    ("không dưới 75 %", ">=", "75", "%"),
    ("(ít nhất 5%)", ">=", "5", "%"),
    ("trên 30%", ">", "30", "%"),
    ("hơn 2.000 hộ", ">", "2000", "hộ"),
    ("tối đa 10%", "<=", "10", "%"),
    ("không vượt quá 3,5%", "<=", "3.5", "%"),
    ("xuống dưới 2%", "<", "2", "%"),
    ("đạt 100%", "=", "100", "%"),
    ("≥ 95%", ">=", "95", "%"),
    ("305,5 tỷ đồng", "=", "305.5", "tỷ đồng"),
    ("đạt trên 1.600 tỷ đồng", ">", "1600", "tỷ đồng"),
    ("62 triệu đồng/người/năm", "=", "62", "triệu đồng/người/năm"),
    ("05 bộ phận tiếp nhận", "=", "5", "bộ phận"),
    ("02 đơn vị sự nghiệp (có thu) trở lên", ">=", "2", "đơn vị"),
    ("18 xã, thị trấn", "=", "18", "xã, thị trấn"),
    ("120 ha rừng", "=", "120", "ha"),
    ("7 trạm bơm", "=", "7", "trạm"),
    ("0,5‰", "=", "0.5", "‰"),
    ("8 phần trăm", "=", "8", "%"),
]


@pytest.mark.parametrize(("text", "comparator", "value", "unit"), READ, ids=[case[0] for case in READ])
def test_quantities(text: str, comparator: str, value: str, unit: str) -> None:
    (found,) = find_quantities(text, load_lexicon())
    assert (found.comparator, found.parsed.value, found.unit) == (comparator, Decimal(value), unit)


def test_ranges() -> None:
    for text in ("từ 55% đến 65%", "đạt 55-65%", "55 – 65%"):
        (found,) = find_quantities(text, load_lexicon())
        assert (found.parsed.value, found.parsed.maximum, found.comparator) == (55, 65, "=")


def test_about_is_a_doubt() -> None:
    (found,) = find_quantities("đạt khoảng 40%", load_lexicon())
    assert [doubt.code for doubt in found.doubts] == ["approximate"]


def test_a_small_fraction_of_all_is_a_doubt() -> None:
    (found,) = find_quantities("ít nhất 1/3 số cuộc họp", load_lexicon())
    assert [doubt.code for doubt in found.doubts] == ["fraction_of_whole"]
    for text in ("giảm 2/3 hộ nghèo", "trên 2/3 thôn", "3/4 người dân"):
        (found,) = find_quantities(text, load_lexicon())
        assert [doubt.code for doubt in found.doubts] == ["fraction_of_whole"]
    for text in ("ít nhất 8/10 xã", "đạt 3/5 trường", "4/4 chợ"):
        (found,) = find_quantities(text, load_lexicon())
        assert not found.doubts


def test_dates_and_levels_are_none() -> None:
    assert find_quantities("mức độ 4, ngày 01/02/2024, năm 2025, Thông tư 03/2014/TT-BNV", load_lexicon()) == ()
