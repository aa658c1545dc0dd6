"""Dates and symbols that a worn copy broke in pieces."""

from __future__ import annotations

import pytest

from models.page import Line, Reading, Word
from models.source import Box
from pipeline.ocr.broken_numbers import GRAMMAR, mend_broken_numbers

SIZE = 13.0


def line(text: str, gap: float = 0.3) -> Line:
    """Words with this gap (em); a "~" stands for a gap far below a space."""
    words, x = [], 0.0
    for piece in text.split():
        for k, part in enumerate(piece.split("~")):
            if k:
                x -= (gap - 0.05) * SIZE
            width = 0.45 * SIZE * len(part)
            box = Box(x0=x, y0=10, x1=x + width, y1=10 + SIZE)
            readings = tuple(Reading(reader=r, text=part, confidence=0.99) for r in ("first", "second"))
            words.append(Word(text=part, box=box, confidence=0.99, size=SIZE, readings=readings))
            x += width + gap * SIZE
    return Line(words=tuple(words), box=words[0].box)


# WILD: slashes that a copy lost; the digits stay as they are, the word is doubted with both forms.
BROKEN = [
    ("theo văn bản ngày 27 6/2017 của", "theo văn bản ngày 27/6/2017 của"),
    ("ngày 18 6 2021 của tỉnh", "ngày 18/6/2021 của tỉnh"),
    ("ngày 24/7~/2020 của tỉnh", "ngày 24/7/2020 của tỉnh"),
    ("số 103 NQ-HĐND ngày", "số 103/NQ-HĐND ngày"),
    ("số: 52 2017/QĐ-UBND về", "số: 52/2017/QĐ-UBND về"),
    ("quyết số 39-NQ TW về", "quyết số 39-NQ/TW về"),
    ("số 30c NQ-CP về", "số 30c/NQ-CP về"),
    ("số 39-NQ~TW về", "số 39-NQ/TW về"),
    ("các văn bản: số 52 2017/QĐ-", "các văn bản: số 52/2017/QĐ-"),
    ("ngày 23/4.2018 của", "ngày 23/4/2018 của"),
    ("ngày 14.11/2019 của", "ngày 14/11/2019 của"),
    ("số 20.2008/NĐ-CP về", "số 20/2008/NĐ-CP về"),
]
# TRAPS: nothing lacks here.
WHOLE = [
    "ngày 27/6/2017 của",
    "ngày 05 tháng 6 năm 2017",
    "số 12 2017 người",
    "có 27 6/2017 hồ sơ",
    "ngày 35 6/2017 của",
    "số 20 UBND xã",
    "số 4 NQ mới",
    "ngày 23.4.2018 của",
    "số 20.200 người",
    "Số: 27 /KH-UBND",
]


@pytest.mark.parametrize(("read", "then"), BROKEN)
def test_slash_is_put_back_and_doubted(read: str, then: str) -> None:
    (mended,) = mend_broken_numbers([line(read)])
    assert mended.text == then
    (joined,) = (word for word in mended.words if word.text not in read.replace("~", " ").split())
    assert joined.confidence <= 0.6
    assert {reading.reader for reading in joined.readings} == {"first", GRAMMAR}
    assert "".join(filter(str.isdigit, mended.text)) == "".join(filter(str.isdigit, read))


@pytest.mark.parametrize("text", WHOLE)
def test_whole_numbers_stay(text: str) -> None:
    assert mend_broken_numbers([line(text)]) == (line(text),)


@pytest.mark.parametrize(
    ("read", "then"),
    [("giai đoạn.2011-2020; các", "giai đoạn. 2011-2020; các"), ("đủ 20km2 và 15m2 rừng", "đủ 20km2 và 15m2 rừng")],
)
def test_number_is_parted_from_the_syllable_before_it(read: str, then: str) -> None:
    (mended,) = mend_broken_numbers([line(read)])
    assert mended.text == then
    assert not any(
        "đoạn" in reading.text for word in mended.words if word.text[0].isdigit() for reading in word.readings
    )


def test_opener_may_end_the_line_above() -> None:
    mended = mend_broken_numbers([line("số 04-NQ/TU ngày"), line("18 6 2021 của Ban")])
    assert mended[1].text == "18/6/2021 của Ban"


def test_gap_too_narrow_for_a_slash_is_doubted_only() -> None:
    read = line("ngày 1~6/2017 của")
    (mended,) = mend_broken_numbers([read])
    assert mended.text == read.text
    assert [word.confidence for word in mended.words[1:3]] == [0.6, 0.6]
    assert mended.words[1].readings[-1].reader == GRAMMAR


def test_second_reader_that_saw_it_whole_is_believed() -> None:
    read = line("ngày 24/7~/2020 của")
    words = [
        word.model_copy(
            update={"readings": (word.readings[0], Reading(reader="second", text="24/7/2020", confidence=0.9))}
        )
        if word.text == "24/7"
        else word
        for word in read.words
    ]
    (mended,) = mend_broken_numbers([Line(words=tuple(words), box=read.box)])
    assert mended.words[1].text == "24/7/2020"
    assert mended.words[1].confidence > 0.9
    assert {reading.text for reading in mended.words[1].readings} == {"24/7/2020"}
