"""Words that a reader got wrong in their marks alone are read for what they are; numbers never."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.mending import grammar_form, mended_text

MENDED = [
    ("Tối thiếu 80% hồ sơ", "Tối thiểu 80% hồ sơ"),
    ("mức dộ hài lòng tại cắp xã", "mức độ hài lòng tại cấp xã"),
    ("năm 2025 giám 4%", "năm 2025 giảm 4%"),
    ("dạt 90% trơ lên", "đạt 90% trở lên"),
    ("tại 05 Bô phận", "tại 05 Bộ phận"),
]
LEFT = [
    "Giám sát 05 công trình",
    "tình hình thực tế",
    "cập nhật",
    "công lập đạt",
    "Sở Kế hoạch",
    "lắng nghe",
    "trong độ tuổi lao động",
    "công nhân có nhà ở",
    "Tối thiểu 80%",
    "Việt Nam 2025",
    "",
]


@pytest.mark.parametrize(("text", "wanted"), MENDED)
def test_mended(text: str, wanted: str) -> None:
    assert mended_text(text, load_lexicon()) == wanted


@pytest.mark.parametrize("text", LEFT)
def test_left(text: str) -> None:
    assert mended_text(text, load_lexicon()) == text


def test_length_stays() -> None:
    text = "Tôi thiêu 5% hô sơ\fcua xã"
    assert len(grammar_form(text, load_lexicon())) == len(text) == len(mended_text(text, load_lexicon()))
