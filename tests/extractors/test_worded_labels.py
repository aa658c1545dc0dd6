"""Labels in words whose marks a scan lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.labels import read_label
from extractors.worded_labels import read_worn_part
from extractors.zones import appendix_label

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

LABELS = [
    ("Phẩn thứ hai", "Phần thứ hai"),
    ("Phần thử nhất: NHÌN LẠI NĂM CŨ", "Phần thứ nhất"),
    ("PHẤN THỨ BÃ", "Phần thứ ba"),
    ("Phân thú tư", "Phần thứ tư"),
    ("PHẪN II", "Phần II"),
    ("CHƯONG III", "Chương III"),
    ("Điểu 4. Các ấp giữ đê", "Điều 4"),
]
TEXTS = [
    "Phấn thứ hạng cao",
    "Phân 3 nhóm hộ",
    "phân thú hai bên",
    "Diều hai cánh",
    "Phấn đấu năm tới",
    "Phần đất công",
]


@pytest.mark.parametrize(("line", "label"), LABELS)
def test_a_worded_label_keeps_its_number_without_its_marks(line: str, label: str) -> None:
    (reading,) = read_label(line, ocr=True)
    assert (reading.text, reading.cost > 0) == (label, True)
    assert line.startswith(reading.printed)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("RHẦN II. NHIỆM VỤ", "Phần II"),
        ("PHẦM A", "Phần A"),
        ("RHẦN lỊ. NHIỆM VỤ", "Phần II"),
        ("PHẨM HAI: VIỆC CỦA THÔN", "Phần hai"),
        ("CHUÔNG III", "Chương III"),
        ("PMẦN 2. KINH PHÍ", "Phần 2"),
        ("NHÂN I việc của thôn", ""),
        ("Phần ii", ""),
        ("NGÀY II", ""),
    ],
)
def test_a_letter_of_a_parts_word_may_be_misread(line: str, label: str) -> None:
    assert [reading.text for reading in read_worn_part(line)] == ([label] if label else [])


@pytest.mark.parametrize("line", TEXTS)
def test_other_words_are_no_label(line: str) -> None:
    assert not read_label(line, ocr=True)


@pytest.mark.parametrize(("line", "label"), LABELS)
def test_print_is_taken_at_its_word(line: str, label: str) -> None:
    assert label not in [reading.text for reading in read_label(line, ocr=False)]


@pytest.mark.parametrize(
    ("title", "label"), [("PHỤ LỤC1", "PHỤ LỤC1"), ("Phụ lục số 02", "Phụ lục số 02"), ("PHỤ LỤCA", None)]
)
def test_an_annex_keeps_a_number_that_lost_its_space(title: str, label: str | None, lexicon: Lexicon) -> None:
    found = appendix_label(title, lexicon)
    assert (title[: found.end] if found else None) == label
