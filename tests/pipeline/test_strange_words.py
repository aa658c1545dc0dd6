"""Words that are no syllable, in what a scan says of a document."""

from __future__ import annotations

import pytest

from pipeline.strange_words import StrangeWords
from tests.sheets import set_sheet

SHEET = """^KẾ HOẠCH
^{title}

Việc nuôi ong theo Chương trình OCOP ở xã Ea Drăng được tiến hành trong năm, mỗi thôn tự chọn lấy nơi đặt tổ.
Các thôn của xã Ea Drăng và tổ OCOP làm theo Kế hoạch này, có gì vướng mắc thì báo lại để cùng nhau bàn bạc./.
"""
TITLES = [
    ("Nuôi ong lấy mật năm 2021", ""),
    ("Nuôi orig lấy rnật năm 2021", "orig rnật"),
    ("NUÔI ONG LẦY MẠT NĂM 2021", ""),  # a mark that is off makes another syllable: only the text can tell
    ("Nuôi ong theo OCOP tại xã Ea Drăng", ""),  # the document's own words
    ("Nuôi ong theo ý kiến của HĐND", ""),  # a short form
    ("Nuôi ong theo VietGAP", "VietGAP"),  # who reads it sees that it is right
]


@pytest.mark.parametrize(("title", "strange"), TITLES)
def test_a_word_that_is_none_is_doubted_on_a_scan(title: str, strange: str) -> None:
    for ocr in (True, False):
        transcript = set_sheet(SHEET.format(title=title), ocr)
        found = transcript.found(title, transcript.blocks[1].span)
        doubts = StrangeWords(transcript).doubt(found, title).doubts
        assert [doubt.detail for doubt in doubts] == ([strange] if strange and ocr else [])
