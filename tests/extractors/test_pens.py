from __future__ import annotations

import pytest

from extractors.letter_widths import Face, face_of, nominal_width
from extractors.pens import judge_print, judge_readers, readers_differ
from models.page import Reading
from models.source import Box, Span
from models.transcript import PageInfo, PlacedWord, Transcript


def line_of(words: list[tuple[str, float, float]], source: str = "ocr") -> Transcript:
    """One printed line of 14 pt letters: words with their size against the print (1 = printed) and confidence."""
    text = " ".join(word for word, _, _ in words)
    placed, x, offset = [], 85.0, 0
    for word, size, confidence in words:
        width = 14 * nominal_width(word) * size
        box = Box(x0=x, y0=90, x1=x + width, y1=104)
        placed.append(PlacedWord(start=offset, end=offset + len(word), page=1, box=box, confidence=confidence))
        x, offset = x + width + 4, offset + len(word) + 1
    page = PageInfo(number=1, width=595, height=842, source=source)  # type: ignore[arg-type]
    return Transcript(text=text + "\n", words=tuple(placed), pages=(page,))


CASES = [
    # the digits, their size against the letters beside them, the confidence of OCR
    ("11", 1.0, 0.95, "sure"),
    ("11", 0.8, 0.6, "unsure"),  # ones are narrow and OCR is shy of them
    ("08", 1.3, 0.95, "pen"),  # a pen writes large
    ("08", 1.0, 0.3, "pen"),
]


@pytest.mark.parametrize(("digits", "size", "confidence", "judged"), CASES)
def test_digits_of_a_date(digits: str, size: float, confidence: float, judged: str) -> None:
    transcript = line_of([("ngày", 1.0, 1.0), (digits, size, confidence), ("tháng", 1.0, 1.0), ("năm", 1.0, 1.0)])
    start = transcript.text.index(digits)
    assert judge_print(transcript, Span(start=start, end=start + len(digits))) == judged


def test_a_pen_fills_the_gap_of_the_form() -> None:
    glued = line_of([("Số:195/QĐ-UBND", 1.0, 0.9), ("năm", 1.0, 1.0)])
    assert judge_print(glued, Span(start=3, end=6)) == "pen"
    apart = line_of([("Số:", 1.0, 0.9), ("195/QĐ-UBND", 1.0, 0.9), ("năm", 1.0, 1.0)])
    assert judge_print(apart, Span(start=4, end=7)) == "sure"


def test_a_text_layer_is_print() -> None:
    transcript = line_of([("Số:195/QĐ-UBND", 1.5, 0.1)], source="text_layer")
    assert judge_print(transcript, Span(start=3, end=6)) == "sure"


@pytest.mark.parametrize(
    ("digits", "other", "judged"),
    [
        ("31", "31", "sure"),
        ("31", "3ï", "pen"),  # a second reader sees another day: nobody printed it
        ("2022", "20..", "unsure"),  # years are printed, and worn
    ],
)
def test_two_readers_of_a_date(digits: str, other: str, judged: str) -> None:
    transcript = line_of([("ngày", 1.0, 1.0), (digits, 1.0, 0.94), ("tháng", 1.0, 1.0)])
    seen = tuple(Reading(reader=name, text=text, confidence=0.94) for name, text in (("a", digits), ("b", other)))
    words = tuple(
        word.model_copy(update={"readings": seen}) if transcript.text[word.start : word.end] == digits else word
        for word in transcript.words
    )
    start = transcript.text.index(digits)
    read = transcript.model_copy(update={"words": words})
    assert judge_print(read, Span(start=start, end=start + len(digits))) == judged


def test_two_readers_of_a_number_that_a_pen_wrote() -> None:
    transcript = line_of([("Số:", 1.0, 1.0), ("2001", 1.0, 0.96), ("/KH-UBND", 1.0, 1.0)])
    place = Span(start=4, end=8)
    for other, differ in (("2001", False), ("207", True)):
        readings = tuple(
            Reading(reader=name, text=text, confidence=0.9) for name, text in (("a", "2001"), ("b", other))
        )
        words = tuple(
            word.model_copy(update={"readings": readings}) if word.start == 4 else word for word in transcript.words
        )
        assert readers_differ(transcript.model_copy(update={"words": words}), place) is differ


@pytest.mark.parametrize(
    ("digits", "sure", "judged"),
    [
        ("09", (0.99, 0.96), "sure"),
        ("24", (0.72, 0.74), "pen"),  # they agree, and neither is sure
        ("20", (0.99, 0.62), "unsure"),
        ("20", (0.99, 0.2), "unsure"),  # a fold over two printed digits does so as well
        ("320", (0.99, 0.39), "pen"),
        ("988", (0.98, 0.77), "unsure"),
        ("1338", (0.99, 0.93), "sure"),
        ("320/KH-UBND", (0.99, 0.1), "sure"),  # the symbol may be what one was unsure of
        ("320", (0.99,), "sure"),
    ],
)
def test_readers_that_agree_are_each_sure_of_print(digits: str, sure: tuple[float, ...], judged: str) -> None:
    transcript = line_of([("Số:", 1.0, 1.0), (digits, 1.0, 0.996), ("năm", 1.0, 1.0)])
    readings = tuple(Reading(reader=f"r{i}", text=digits, confidence=value) for i, value in enumerate(sure))
    words = tuple(
        word.model_copy(update={"readings": readings}) if word.start == 4 else word for word in transcript.words
    )
    read = transcript.model_copy(update={"words": words})
    assert judge_readers(read, Span(start=4, end=4 + len(digits))) == judged


@pytest.mark.parametrize("face", ["serif", "sans"])
def test_the_widths_of_words_tell_the_face(face: Face) -> None:
    sizes = {
        word: nominal_width(word, face) / nominal_width(word)
        for word in ("việc", "thôn", "giao", "từ", "đầu", "lợi", "tính")
    }
    transcript = line_of([(word, size, 1.0) for word, size in sizes.items()])
    assert face_of(transcript) == face


def _read_by(transcript: Transcript, seen: dict[str, tuple[float, ...]]) -> Transcript:
    """Give words what so many readers saw in them, each as sure as it says."""
    words = []
    for word in transcript.words:
        text = transcript.text[word.start : word.end]
        readings = tuple(Reading(reader=f"r{i}", text=text, confidence=c) for i, c in enumerate(seen.get(text, ())))
        words.append(word.model_copy(update={"readings": readings}))
    return transcript.model_copy(update={"words": tuple(words)})


@pytest.mark.parametrize(("sure", "judged"), [((0.84, 0.44), "pen"), ((1.0, 0.5), "sure")])
def test_readers_that_agree_on_a_glued_number_are_asked_each(sure: tuple[float, ...], judged: str) -> None:
    """Two that agree made a pen's 195 a sure 200."""
    transcript = _read_by(line_of([("Số:200/QĐ-UBND", 1.0, 0.9995), ("năm", 1.0, 1.0)]), {"Số:200/QĐ-UBND": sure})
    assert judge_print(transcript, Span(start=3, end=6)) == judged


@pytest.mark.parametrize(("year", "judged"), [((1.0, 0.97), "unsure"), ((1.0,), "sure")])
def test_a_day_that_one_of_two_readers_saw(year: tuple[float, ...], judged: str) -> None:
    line = line_of([("ngày", 1.0, 1.0), ("8", 1.0, 0.85), ("tháng", 1.0, 1.0), ("2019", 1.0, 1.0)])
    transcript = _read_by(line, {"8": (0.97,), "2019": year})
    assert judge_readers(transcript, Span(start=5, end=6)) == judged
