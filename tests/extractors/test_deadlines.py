"""Deadlines: kind and last day, of every form that the plans show and some that they may."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import parse_deadlines, states_time
from extractors.lexicon import Lexicon, load_lexicon

# Forms of bút-sơn (seeds/003) and mang-yang (seeds/004), on which the grammar was developed.
READ = [
    ("Thường xuyên", [("recurring", None)]),
    ("Thường xuyên trong năm", [("recurring", None)]),
    ("Quý IV/2021", [("quarter", "2021-12-31")]),
    ("Quý II/2022", [("quarter", "2022-06-30")]),
    ("Tháng 11/2021", [("month", "2021-11-30")]),
    ("Trước 30/12/2024", [("date", "2024-12-30")]),
    ("Tháng 11 hàng năm", [("recurring", None)]),
    ("Định kỳ hàng quý", [("recurring", None)]),
    ("Từ quý IV/2021", [("open", None)]),
    ("Thực hiện từ năm 2022", [("open", None)]),
    ("Trong năm 2019", [("year", "2019-12-31")]),
    ("Theo kế hoạch của UBND tỉnh", [("on_event", None)]),
    ("Theo yêu cầu của Sở Nội vụ", [("on_event", None)]),
    ("Trước thời hạn gửi nộp hồ sơ", [("on_event", None)]),
    ("Thực hiện khi có Đề án; hoàn thành 31/12/2025", [("on_event", None), ("date", "2025-12-31")]),
    ("Thường xuyên; Theo thời hạn quy định", [("recurring", None), ("on_event", None)]),
    ("Báo cáo khảo sát; tháng 11 hàng năm", [("recurring", None)]),
    ("Ban hành trong quý IV của năm trước liền kề", [("quarter", None)]),
    ("Hoàn thành trước 15/1", [("date", None)]),
    (
        "1. Kế hoạch ban hành trong quý I của năm 2. Báo cáo theo yêu cầu của Sở",
        [("quarter", None), ("on_event", None)],
    ),
]

# Forms thought of beforehand.
MADE = [
    ("Quý III, IV/2021", [("quarter", "2021-12-31")]),
    ("Quý I và quý III năm 2022", [("quarter", "2022-09-30")]),
    ("Từ quý II đến quý IV/2022", [("quarter", "2022-12-31")]),
    ("Quý I-IV/2022", [("quarter", "2022-12-31")]),
    ("Quý 4/2022", [("quarter", "2022-12-31")]),
    ("Trước quý IV/2022", [("quarter", "2022-09-30")]),
    ("Giai đoạn 2021-2025", [("year", "2025-12-31")]),
    ("2021 - 2022", [("year", "2022-12-31")]),
    ("Từ năm 2021 đến năm 2025", [("year", "2025-12-31")]),
    ("Năm 2021 và những năm tiếp theo", [("open", None)]),
    ("6 tháng đầu năm 2022", [("month", "2022-06-30")]),
    ("Trước tháng 6/2022", [("month", "2022-05-31")]),
    ("Tháng 01-3/2022", [("month", "2022-03-31")]),
    ("Tháng 3, 6, 9, 12", [("month", None)]),
    ("12/2021", [("month", "2021-12-31")]),
    ("Tháng 2/2024", [("month", "2024-02-29")]),
    ("Ngày 30 tháng 12 năm 2024", [("date", "2024-12-30")]),
    ("Trước 31.12.2022", [("date", "2022-12-31")]),
    ("Từ 01/01/2022 đến 31/12/2022", [("date", "2022-12-31")]),
    ("Trước ngày 15/6/2022 và ngày 15/12/2022", [("date", "2022-06-15"), ("date", "2022-12-15")]),
    ("Trước ngày 15/6 và 15/12 hàng năm", [("recurring", None)]),
    ("Thường xuyên, hoàn thành trước 31/12/2022", [("recurring", None), ("date", "2022-12-31")]),
    ("Sau khi có hướng dẫn, trước 30/6/2022", [("on_event", None), ("date", "2022-06-30")]),
    ("Theo kế hoạch năm 2022", [("on_event", None)]),
    ("Ngày 25 hàng tháng", [("recurring", None)]),
    ("31/11/2022", [("date", None)]),
    # Other writers' words.
    ("Chậm nhất là ngày 15/5/2022", [("date", "2022-05-15")]),
    ("Không muộn hơn 20.9.2022", [("date", "2022-09-20")]),
    ("Hạn chót 30/6/22", [("date", "2022-06-30")]),
    ("Hạn cuối 25/11", [("date", None)]),
    ("Q3/2022", [("quarter", "2022-09-30")]),
    ("III/2022", [("quarter", "2022-09-30")]),
    ("Tháng mười hai năm 2022", [("month", "2022-12-31")]),
    ("Tháng Năm năm 2022", [("month", "2022-05-31")]),
    ("9 tháng đầu năm 2022", [("month", "2022-09-30")]),
    ("Nửa đầu năm 2022", [("month", "2022-06-30")]),
    ("Giữa năm 2022", [("year", "2022-06-30")]),
    ("Trung tuần tháng 6/2022", [("month", "2022-06-20")]),
    ("Đầu quý II/2022", [("quarter", None)]),
    ("Tuần 2 tháng 5/2022", [("month", None)]),
    ("Trước năm 2023", [("year", "2022-12-31")]),
    ("30/6 và 31/12/2022", [("date", "2022-06-30"), ("date", "2022-12-31")]),
    ("Lần 1 trước ngày 15/6, lần 2 trước ngày 15/12/2022", [("date", "2022-06-15"), ("date", "2022-12-15")]),
    ("01/01/2022 - 30/6/2022", [("date", "2022-06-30")]),
    ("Quý IV/2021-Quý I/2022", [("quarter", "2022-03-31")]),
    ("Hai lần một năm", [("recurring", None)]),
    ("02 lần / năm", [("recurring", None)]),
    ("Các quý trong năm", [("recurring", None)]),
    ("Suốt nhiệm kỳ", [("recurring", None)]),
    ("Theo quy định", [("on_event", None)]),
    ("15 ngày kể từ ngày ký", [("on_event", None)]),
    ("Trước mùa mưa bão", [("on_event", None)]),
    ("Trước kỳ họp cuối năm", [("on_event", None)]),
    ("Dài hạn", [("open", None)]),
    ("Trong năm", [("year", None)]),
]

# What OCR makes of them.
WILD = [
    ("Quy IV/2021", [("quarter", "2021-12-31")]),
    ("Quý l/2022", [("quarter", "2022-03-31")]),
    ("Quý 1V/2021", [("quarter", "2021-12-31")]),
    ("Thuong xuyen", [("recurring", None)]),
    ("Tháng 11 hang năm", [("recurring", None)]),
    # The numeral is lost: no whole year may come of it (but-son office, page 13).
    ("Quý 2022 - -", [("quarter", None)]),
    ("Trước 30 /12/2024", [("date", "2024-12-30")]),
    # Day or quarter lost: its kind is still told, its last day is not invented.
    ("Xong trước ngày 2Ỗ/03/2024", [("date", None)]),
    ("Xong trong quý 12023", [("quarter", None)]),
    ("6 tháng đầu năm °2017", [("month", "2017-06-30")]),
]

TRAPS = [
    ("", []),
    ("   ", []),
    ("Văn bản số 76/2021", [("open", None)]),
    ("xyz", [("open", None)]),
]


@pytest.mark.parametrize(("text", "expected"), READ + MADE + WILD + TRAPS)
def test_reads(text: str, expected: list[tuple[str, str | None]], lexicon: Lexicon) -> None:
    found = [(one.kind, one.last_day.isoformat() if one.last_day else None) for one in parse_deadlines(text, lexicon)]
    assert found == expected


def test_a_year_of_the_column_completes_a_quarter(lexicon: Lexicon) -> None:
    assert parse_deadlines("Quý III", lexicon, 2023)[0].last_day == date(2023, 9, 30)
    assert parse_deadlines("Quý III/2022", lexicon, 2023)[0].last_day == date(2022, 9, 30)
    assert parse_deadlines("Trong năm", lexicon, 2023)[0].last_day == date(2023, 12, 31)
    assert parse_deadlines("Quý IV của năm trước liền kề", lexicon, 2023)[0].last_day is None
    assert parse_deadlines("Liên tục trong năm", lexicon, 2023)[0].last_day is None


def test_each_of_several_keeps_its_own_words(lexicon: Lexicon) -> None:
    texts = [one.text for one in parse_deadlines("Thực hiện khi có Đề án; hoàn thành 31/12/2025", lexicon)]
    assert texts == ["Thực hiện khi có Đề án", "hoàn thành 31/12/2025"]


@pytest.mark.parametrize(("text", "told"), [("Quý II/2022", True), ("Phòng Nội vụ", False), ("Hàng năm", True)])
def test_tells_whether_a_time_is_named(text: str, told: bool, lexicon: Lexicon) -> None:
    assert states_time(text, lexicon) is told


@given(st.text(alphabet="Quý IVTháng từđến trước/.,-;0123456789\n()năm", max_size=60))
def test_never_raises_and_never_loses_a_filled_cell(text: str) -> None:
    found = parse_deadlines(text, load_lexicon())
    assert bool(found) == bool(text.strip()) or not any(char.isalnum() for char in text)
