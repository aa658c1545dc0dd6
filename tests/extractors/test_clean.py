"""Comparison forms fold what is written in two ways and keep offsets."""

from __future__ import annotations

import unicodedata

import pytest

from extractors.clean import compare, comparison_form, one_line

SAME = [
    ("hoà", "hòa"), ("HOÁ", "hóa"), ("uỷ ban", "ủy ban"), ("Thuỷ", "thủy"), ("khoẻ", "khỏe"), ("kĩ năng", "kỹ năng"),
    ("quí III", "quý iii"), ("tỉ lệ", "tỷ lệ"), ("2021–2025", "2021-2025"), ("“một cửa”", '"một cửa"'),
    ("Đ", "đ"), ("Ð", "đ"),
]  # fmt: skip
APART = [("toán", "tóan"), ("quỳ", "qùy"), ("tỉnh", "tính"), ("ngoài", "ngòai"), ("thí", "thý")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    assert comparison_form(one) == comparison_form(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert comparison_form(one) != comparison_form(other)


def test_offsets_of_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "số hoà 5")
    form = compare(text)
    assert form.text == "số hòa 5"
    assert text[form.origin(form.text.index("5"))] == "5"
    assert form.origin(len(form.text)) == len(text)


def test_composed_text_keeps_offsets() -> None:
    assert compare("Uỷ ban\f2").origins is None
    assert comparison_form("Uỷ ban\f2") == "ủy ban 2"


def test_one_line() -> None:
    assert one_line(" hồ sơ \f đất\n đai ") == "hồ sơ đất đai"


def test_a_form_knows_one_bullet() -> None:
    assert comparison_form("● Số hộ ➢ số xã · số ấp") == "• số hộ • số xã • số ấp"
