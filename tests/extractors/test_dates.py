from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import find_dates, parse_date

READ = [
    ("11/01/2021", date(2021, 1, 11)),
    ("2/9/2021", date(2021, 9, 2)),
    ("30-12-2020", date(2020, 12, 30)),
    ("30.12.2020", date(2020, 12, 30)),
    ("3/4/ 2008", date(2008, 4, 3)),
    ("ngày 11 tháng 02 năm 2022", date(2022, 2, 11)),
    ("Ngày 08\ftháng 11 năm 2011", date(2011, 11, 8)),
    ("ngày 24/7/2020", date(2020, 7, 24)),
]
TRAPS = ["31/02/2021", "7/2020", "quý II/2021", "16/2015/NĐ-CP", "1/2/3/2021", "12/13/2021", "05/6", "30/12/0021", ""]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_date_is_read(text: str, value: date) -> None:
    assert parse_date(text) == value
    assert [found for _, found in find_dates(f"theo văn bản {text} của tỉnh")] == [value]


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None
    assert find_dates(text) == []


def test_dates_stand_where_they_are_found() -> None:
    text = "số 12/QĐ-UBND ngày 13/10/2021của UBND; ngày 5 tháng 6 năm 2020."
    spans = find_dates(text)
    assert [text[span.start : span.end] for span, _ in spans] == ["13/10/2021", "ngày 5 tháng 6 năm 2020"]


@given(st.text(alphabet="0123456789/.- ngàythánăm", max_size=40))
def test_never_raises(text: str) -> None:
    parse_date(text)
    for span, _ in find_dates(text):
        assert text[span.start : span.end]
