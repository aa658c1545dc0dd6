from __future__ import annotations

import pytest

from models.source import Box, Found
from models.transcript import PageInfo, Transcript
from pipeline.transcript.printed_text import printed_text

PAGES = tuple(PageInfo(number=n, width=595, height=842, source="ocr") for n in (1, 2, 3))


def furniture(value: str, page: int, y: float) -> Found[str]:
    return Found(value=value, page=page, box=Box(x0=290, y0=y, x1=300, y1=y + 12))


def test_page_numbers_stand_again_where_the_paper_has_them() -> None:
    transcript = Transcript(
        text="một\n\fhai và\fba\n",
        pages=PAGES,
        furniture=(furniture("- 2 -", 2, 40), furniture("3", 3, 800), furniture("Ký bởi: A", 1, 20)),
    )
    assert printed_text(transcript) == "một\n\f2\nhai và\fba\n3\n"


@pytest.mark.parametrize("value", ["+ 2", "· 2 .", "*2", "2'"])
def test_specks_beside_a_page_number_do_not_keep_it_away(value: str) -> None:
    transcript = Transcript(text="một\n\fhai\n", pages=PAGES[:2], furniture=(furniture(value, 2, 40),))
    assert printed_text(transcript) == "một\n\f2\nhai\n"


@pytest.mark.parametrize("value", ["12%", "2/3", "Trang 2 của 3", "(2)", "v2"])
def test_other_marks_outside_the_text_are_no_page_number(value: str) -> None:
    transcript = Transcript(text="một\n\fhai\n", pages=PAGES[:2], furniture=(furniture(value, 2, 40),))
    assert printed_text(transcript) == transcript.text
