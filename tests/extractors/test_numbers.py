"""Numbers with Vietnamese separators, and what each number of a text is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.lexicon import load_lexicon
from extractors.number_kinds import classify_numbers
from extractors.numbers import find_digit_runs, parse_number

READ = [
    ("1.600", "1600"), ("305,5", "305.5"), ("05", "5"), ("0,25", "0.25"), ("12.345.678,9", "12345678.9"),
    ("100%", "100"), ("0", "0"),
]  # fmt: skip
DOUBTED = [("2.5", "2.5", "separator"), ("1,600", "1.600", "separator"), ("1,600,000", "1600000", "separator")]
NOTHING = ["", "abc", "1..2", "1.23.4", ",5", "12.34,5.6"]
KINDS = [
    ("5. Báo cáo số 12/BC-UBND ngày 03/4/2024", [("5", "label"), ("12/BC-UBND", "legal_symbol"),
    ("03/4/2024", "date")]),
    ("Thông tư 15/2020/TT-BNV", [("15/2020/TT-BNV", "legal_symbol")]),
    ("Nghị quyết số 18-NQ/TW và số 27-CT/TU", [("18-NQ/TW", "legal_symbol"), ("27-CT/TU", "legal_symbol")]),
    ("Nghị quyết số 735/NQ-UBTVQH14", [("735/NQ-UBTVQH14", "legal_symbol")]),
    ("TCVN ISO 9001: 2015", [("9001: 2015", "standard")]),
    ("mức độ 3, mức độ 4 và 80 %", [("3", "label"), ("4", "label"), ("80", "")]),
    ("giai đoạn 2021 – 2025", [("2021", "year"), ("2025", "year")]),
    ("quý II/2024, tháng 11/2024, ngày 20 tháng 5", [("2024", "date"), ("11/2024", "date"), ("20", "date"),
    ("5", "date")]),
    ("định kỳ 6 tháng, 9 tháng", [("6", "count"), ("9", "count")]),
    ("không quá 30 phút", [("30", "")]),
    ("Điều 4, 5 và 6 Nghị định", [("4", "legal_symbol"), ("5", "legal_symbol"), ("6", "legal_symbol")]),
    ("4.2 Nhiệm vụ", [("4.2", "label")]),
    ("2.1.Về chỉ số", [("2.1", "label")]),
    ("1. Tỷ lệ A đạt 60%; 2. Tỷ lệ B đạt 40%", [("1", "label"), ("60", ""), ("2", "label"), ("40", "")]),
    ("công nghiệp 4.0, phiên bản 2.0, 5G, IPv6, 24/7", [("4.0", "other"), ("2.0", "other"), ("5", "other"),
    ("6", "other"), ("24/7", "other")]),
    ("điện thoại 0912.345.678", [("0912.345.678", "phone")]),
    ("9/14 xã, 55-65% hồ sơ", [("9/14", ""), ("55-65", "")]),
    ("13/10/2021của Ủy ban", [("13/10/2021", "date")]),
    ("http://x.vn/a-12-b.html", [("12", "other")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ)
def test_parse(text: str, value: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert (parsed.value, parsed.doubts) == (Decimal(value), ())


@pytest.mark.parametrize(("text", "value", "code"), DOUBTED)
def test_deviations_are_doubted(text: str, value: str, code: str) -> None:
    parsed = parse_number(text)
    assert parsed is not None
    assert parsed.value == Decimal(value)
    assert [doubt.code for doubt in parsed.doubts] == [code]


@pytest.mark.parametrize("text", NOTHING)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_ranges_and_fractions() -> None:
    between, part = parse_number("55-65%"), parse_number("42/43")
    assert between is not None
    assert part is not None
    assert (between.value, between.maximum) == (55, 65)
    assert (part.value, part.whole) == (42, 43)


@pytest.mark.parametrize(("text", "wanted"), KINDS, ids=[case[0] for case in KINDS])
def test_kinds(text: str, wanted: list[tuple[str, str]]) -> None:
    tokens = classify_numbers(text, load_lexicon())
    assert [(text[token.start : token.end], token.kind) for token in tokens] == wanted


def test_digit_runs() -> None:
    assert [(span.start, span.end) for span in find_digit_runs("a12.3b")] == [(1, 3), (4, 5)]
