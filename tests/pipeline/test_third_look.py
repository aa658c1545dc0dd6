"""Unsure numbers are read again in other cuts: what hangs on the cut is doubted, what does not is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from models.page import SURE, Line, PageImage, Reading, Word
from models.source import Box
from pipeline.ocr.recogniser import LineReading, LineRecogniser
from pipeline.ocr.second_reading import weigh
from pipeline.ocr.third_look import look_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PAGE = PageImage(number=1, pixels=np.full((200, 800), 255, dtype=np.uint8), dpi=72.0)
LOOKS = 4


class Net:
    """Reads what it is told to, cut after cut; keeps the cuts."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.cuts: list[NDArray[np.uint8]] = []

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[LineReading]:
        self.cuts += crops
        texts = [self.texts[k % LOOKS] for k in range(len(crops))]
        return [
            LineReading(text, 0.9, (0.99,) * len(text), tuple((float(k), k + 1.0) for k in range(len(text))))
            for text in texts
        ]


def line(one: str, first: float, two: str, second: float, beside: float = 4.0) -> Line:
    """A word, and behind it a number that two readers saw."""
    box, words = Box(x0=20, y0=40, x1=60, y1=54), []
    words.append(Word(text="đạt", box=box, size=14.0, confidence=0.99))
    readings = (Reading(reader="kehoach", text=one, confidence=first), Reading(reader="b", text=two, confidence=second))
    place = Box(x0=60 + beside, y0=40, x1=100 + beside, y1=54)
    words.append(Word(text=f"{one},", box=place, size=14.0, confidence=0.99, readings=readings))
    return Line(words=tuple(words), box=box.union(place))


def looked(line: Line, texts: list[str], *, every: bool = False) -> tuple[Word, Net]:
    net = Net([f"đạt {text}," for text in texts])
    (found,) = look_again([line], PAGE, cast("LineRecogniser", net), every=every)
    return found.words[-1], net


AGREED = [
    # the first reader's sureness, its looks, and whether the number is still stated
    (0.8, ["17"] * 4, True),
    (0.8, ["17", "17", "11", "17"], False),  # unsure, and another cut says otherwise
    (0.95, ["17", "17", "11", "17"], True),
    (0.95, ["11", "11", "11", "17"], False),  # sure, but in this cut alone
    (0.8, ["17", "?", "17", "17"], False),
]


@pytest.mark.parametrize(("sure", "looks", "stated"), AGREED)
def test_an_agreed_number_must_hold_in_other_cuts(sure: float, looks: list[str], stated: bool) -> None:
    word, _ = looked(line("17", sure, "17", 0.9), looks)
    assert word.text == "17,"
    assert (word.confidence >= SURE) == stated
    assert [look.text for look in word.looks] == looks


def test_where_readers_differ_the_other_cuts_decide() -> None:
    steady, _ = looked(line("17%", 0.99, "179", 0.5), ["17%"] * 4)
    shaken, _ = looked(line("17%", 0.99, "179", 0.5), ["11%", "17", "179", "1%"])
    assert steady.text == shaken.text == "17%,"
    assert steady.confidence >= SURE > shaken.confidence
    overruled, _ = looked(line("4", 0.3, "1", 0.95), ["1"] * 4)
    assert overruled.text == "1,"
    assert overruled.confidence <= 0.9


def test_sure_numbers_are_asked_about_on_request_alone() -> None:
    word, net = looked(line("17", 0.99, "17", 0.9), ["17"] * 4)
    assert (word.looks, net.cuts) == ((), [])
    word, net = looked(line("17", 0.99, "17", 0.9), ["17"] * 4, every=True)
    assert len(word.looks) == len(net.cuts) == LOOKS


def test_words_without_two_readings_or_digits_are_left() -> None:
    label = line("II", 0.6, "H", 0.5)
    once = line("17", 0.6, "17", 0.5)
    once = once.model_copy(
        update={"words": tuple(word.model_copy(update={"readings": word.readings[:1]}) for word in once.words)}
    )
    for one in (label, once):
        word, net = looked(one, ["17"] * 4, every=True)
        assert (word, net.cuts) == (one.words[-1], [])


@pytest.mark.parametrize("beside", [30.0, 1.0, -3.0])
def test_the_neighbours_ink_stays_out(beside: float) -> None:
    """Two numbers far apart make windows of their own; ink beside a window is not in its cut."""
    first = line("17", 0.5, "11", 0.5, beside)
    words = (
        *first.words,
        *(Word(text=t, box=Box(x0=x, y0=40, x1=x + 20, y1=54), size=14.0) for t, x in (("của", 140), ("xã", 170))),
    )
    pixels = PAGE.pixels.copy()
    pixels[40:54, 168:195] = 0
    page = PageImage(number=1, pixels=pixels, dpi=72.0)
    net = Net(["đạt 17, của"] * 4)
    look_again([Line(words=words, box=first.box)], page, cast("LineRecogniser", net), every=False)
    assert len(net.cuts) == LOOKS
    assert all(cut.min() == 255 for cut in net.cuts)


def test_a_cut_that_says_what_the_second_reader_says_is_heard() -> None:
    word, _ = looked(line("55", 0.95, "5S", 0.7), ["55", "55", "55", "5S"])
    assert word.confidence < SURE
    word, _ = looked(line("55", 0.95, "5S", 0.7), ["55", "55", "55", "35"])
    assert word.confidence >= SURE


# WILD: made worn copies: a stop read as a comma and a 1 as a 3 by both readers
@pytest.mark.parametrize(
    ("text", "stated"),
    [("4,650,1", False), ("35/02/2017", False), ("4.650,1", True), ("2021-", True), ("0912.345.678", True)],
)
def test_figures_that_stand_as_no_number_does_are_doubted_though_both_read_them(text: str, stated: bool) -> None:
    first, second = (Reading(reader=reader, text=text, confidence=0.95) for reader in ("kehoach", "b"))
    word = weigh(Word(text=text, box=Box(x0=0, y0=0, x1=9, y1=9), confidence=0.95), "kehoach", second)
    assert word.readings == (first, second)
    assert (word.confidence >= SURE) == stated


def test_no_cut_tells_whether_a_stroke_is_a_numeral() -> None:
    """WILD: made plans of the split `opened`: "I.1" reads "1.1" in every cut, and Tesseract reads it right."""
    word, _ = looked(line("1.1", 0.96, "I.1", 0.8), ["1.1"] * 4)
    assert word.confidence < SURE
    word, _ = looked(line("2.3", 0.96, "2.8", 0.5), ["2.3"] * 4)
    assert word.confidence >= SURE
