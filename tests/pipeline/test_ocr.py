"""Engines: what Tesseract reads inside and outside the process, our own reader, and the second look at numbers."""

from __future__ import annotations

import numpy as np
import pytest

from models.page import SURE, Line, PageImage, Reading, Word
from models.source import Box
from pipeline.ocr import ENGINES, EngineUnavailable, OcrEngine
from pipeline.ocr.align_readings import core
from pipeline.ocr.boldness import mark_bold
from pipeline.ocr.find_lines import TextLine, find_lines
from pipeline.ocr.kehoach_engine import _without_doubles, _words
from pipeline.ocr.recogniser import LineReading
from pipeline.ocr.second_reading import is_number, weigh, witness_numbers
from tests.pipeline.drawn import COLUMNS, DPI, EM, PARAGRAPH, ROW, as_page, face, sheet, table_page, text_page, write


def engine(name: str) -> OcrEngine:
    try:
        return ENGINES[name]()
    except EngineUnavailable as reason:
        pytest.skip(str(reason))


def paragraph() -> PageImage:
    image, draw = sheet()
    write(draw, PARAGRAPH)
    return as_page(image.crop((0, 0, 1654, 800)))


def test_two_ways_to_tesseract_give_the_same_lines() -> None:
    inside, outside = engine("tesserocr").read(paragraph()), engine("pytesseract").read(paragraph())
    assert [line.text for line in inside[0]] == [line.text for line in outside[0]]
    for one, other in zip(inside[0], outside[0], strict=True):
        for word, twin in zip(one.words, other.words, strict=True):
            # Two releases of Tesseract may place an edge a pixel apart.
            assert (word.box.x0, word.box.y1) == pytest.approx((twin.box.x0, twin.box.y1), abs=1.5)


@pytest.mark.parametrize("name", ["kehoach", "tesserocr"])
def test_paragraph_is_read(name: str) -> None:
    (lines,) = engine(name).read(paragraph())
    text = " ".join(line.text for line in lines)
    assert len(lines) == len(PARAGRAPH)
    for token in ("25", "87,5%", "12%", "06"):
        assert token in text
    for k, line in enumerate(lines):
        assert line.box.y0 < (300 + 52 * k) * 72 / DPI < line.box.y1
        assert line.words[0].box.x0 == pytest.approx(200 * 72 / DPI, abs=3)


@pytest.mark.parametrize("name", ["kehoach", "tesserocr"])
def test_blocks_are_read_one_by_one(name: str) -> None:
    image, draw = sheet()
    cells = ("1", "Quý I", "", "30/6")
    blocks = []
    for c, text in enumerate(cells):
        draw.text((COLUMNS[c] + 14, 458), text, font=face(34), fill=10, anchor="ls")
        blocks.append((COLUMNS[c] + 3, 403, COLUMNS[c + 1] - 3, 400 + ROW - 3))
    texts = [" ".join(line.text for line in lines) for lines in engine(name).read(as_page(image), blocks)]
    assert texts[2] == ""
    assert texts[3] == "30/6"
    assert len(texts) == 4


def test_blank_pictures_are_read_as_nothing() -> None:
    blank = PageImage(number=1, pixels=np.full((400, 300), 255, np.uint8), dpi=200)
    for name in ("kehoach", "tesserocr"):
        assert engine(name).read(blank) == ((),)


def test_ghost_line_gives_way_to_the_text_under_it() -> None:
    def found(text: str, chance: float, level: float) -> tuple[TextLine, LineReading]:
        line = TextLine((100, level - 30, 300, level), (100, level, 300, level), 38, 0)
        return line, LineReading(text, chance, (chance,) * len(text), ((0.0, 1.0),) * len(text))

    # WILD: between two lines a ghost read as one sure quote, and the line "... 5%)." was lost.
    pairs = [found("thiểu 5%).", 0.95, 500), found('"', 0.99, 512), found("² %á h", 0.6, 560), found("II", 0.9, 570)]
    kept = _without_doubles([line for line, _ in pairs], [reading for _, reading in pairs])
    assert [reading.text for _, reading in kept] == ["thiểu 5%).", "II"]


HEADS = [
    ('" 2. Yêu cầu', 0.36, "2. Yêu cầu"),  # WILD: worn copies lost the headings behind such dirt
    ("+2. Các cơ quan", 0.41, "2. Các cơ quan"),
    (".- Tiếp tục", 0.46, "- Tiếp tục"),
    (". hồ sơ", 0.56, "hồ sơ"),
    ('" 2. Yêu cầu', 0.8, '" 2. Yêu cầu'),
    ("+ Các cơ quan", 0.6, "+ Các cơ quan"),
    (".250 người", 0.3, ".250 người"),  # a number of which dirt took a figure
    ("...", 0.3, "..."),
    ('" - a-am', 0.3, '" - a-am'),  # WILD: a shadow at the foot of a page; as "- a-am" it parted a table
]


@pytest.mark.parametrize(("text", "sure", "read"), HEADS)
def test_doubted_marks_before_a_line_are_dirt(text: str, sure: float, read: str) -> None:
    line = TextLine((100, 470, 300, 500), (100, 500, 300, 500), 38, 0)
    chances = (sure, *([1.0] * (len(text) - 1)))
    ends = tuple((10.0 * k, 10.0 * k + 8) for k in range(len(text)))
    words = _words(line, LineReading(text, 0.9, chances, ends), 0.0, 1.0)
    assert " ".join(word.text for word in words) == read
    assert words[0].box.x0 == 10 * text.index(read)


def test_lines_are_found_with_baselines() -> None:
    lines = find_lines(as_page(text_page()))
    assert len(lines) == 26
    assert [round(line.baseline[1]) for line in lines[1:4]] == pytest.approx([320, 372, 424], abs=2)
    assert all(line.em == pytest.approx(EM, rel=0.12) for line in lines[1:])


def test_lone_characters_are_found_in_their_cells() -> None:
    image = table_page((("1", "-", "I.", "l"), ("2", "+", "a)", "*")))
    blocks = [
        (COLUMNS[c] + 4, 400 + r * ROW + 4, COLUMNS[c + 1] - 3, 400 + (r + 1) * ROW - 3)
        for r in (0, 1)
        for c in range(4)
    ]
    assert {line.block for line in find_lines(as_page(image), blocks)} >= set(range(7))


def test_bold_words_are_told() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH)
    write(draw, ("TỔ CHỨC THỰC HIỆN VIỆC CHUNG",), y=700, bold=True)
    page = as_page(image)
    (lines,) = engine("tesserocr").read(page)
    marked = mark_bold(lines, page)
    assert [any(word.bold for word in line.words) for line in marked] == [False] * 5 + [True]
    assert all(word.bold for word in marked[-1].words)


def word(text: str, x: float = 0.0, confidence: float = 0.95) -> Word:
    return Word(text=text, box=Box(x0=x, y0=10, x1=x + 5 * len(text), y1=22), confidence=confidence)


class Witness:
    """A second reader that says what it is told to."""

    name, version = "witness", "1"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def read(self, image: PageImage, blocks: object = None) -> tuple[tuple[Line, ...], ...]:
        del image
        assert isinstance(blocks, list)
        assert len(blocks) == len(self.texts)
        return tuple(
            (Line(words=tuple(word(part) for part in text.split()), box=word("x").box),) if text else ()
            for text in self.texts
        )


def line(text: str) -> Line:
    words, x = [], 0.0
    for part in text.split():
        words.append(word(part, x))
        x += 5 * len(part) + 3
    return Line(words=tuple(words), box=word(text).box)


# What was read | what the witness says of the number and its neighbours | the number's two readings.
WITNESSED = [
    ("hồ sơ đạt 87,5% trở lên", "đạt 87,5% trở", ["87,5%", "87,5%"]),
    ("hồ sơ đạt 30% trở lên", "đạt 80% trở", ["30%", "80%"]),
    ("hồ sơ đạt 30% trở lên", "đạt 130 % trở", ["30%", "130%"]),
    ("trong ngày 18/6/2021 của tỉnh", "ngày18/6/2021 của", ["18/6/2021", "18/6/2021"]),
    ("từ 91% trở", "từ9l%trở", ["91%", "9l%"]),
    ("số 15.", "số 15,", ["15", "15"]),
    # One reader parts what the other reads as one number: WILD, a worn copy of "16/2017".
    ("ngày 6/2017 của", "ngày 16/2017 của", ["6/2017", "16/2017"]),
    ("tháng 24/7 /2020 của", "tháng 24/7/2020 của", ["24/7", "24/7/2020"]),
    ("II. MỤC TIÊU", "HI. MỤC", ["II", "HI"]),
    ("xong trong quý I, các", "quý II, các", ["I", "II"]),
    ("giai đoạn 2021-2025", "đoạn 2021–2025", ["2021-2025", "2021-2025"]),
]


@pytest.mark.parametrize(
    ("read", "witnessed", "stands"),
    [
        ("Nghị định số 62/2020/NĐ-CP", "số 62/2020/NĐ-CP.", "62/2020/NĐ-CP."),
        ("Nghị định số 62/2020/NĐ-CP", "số 61/2020/NĐ-CP.", "62/2020/NĐ-CP"),
        ("Nghị định số 62/2020/NĐ-CP và", "số 62/2020/NĐ-CP. và", "62/2020/NĐ-CP"),
        ("trong năm 2020", "năm 2020.", "2020"),
    ],
)
def test_a_stop_under_the_last_letter_of_a_symbol_is_given_back(read: str, witnessed: str, stands: str) -> None:
    page = PageImage(number=1, pixels=np.full((100, 900), 255, np.uint8), dpi=72)
    (seen,) = witness_numbers([line(read)], page, "first", Witness(witnessed))
    assert next(word.text for word in seen.words if word.text[0].isdigit()) == stands


@pytest.mark.parametrize(("read", "witnessed", "readings"), WITNESSED)
def test_numbers_are_read_twice(read: str, witnessed: str, readings: list[str]) -> None:
    page = PageImage(number=1, pixels=np.full((100, 900), 255, np.uint8), dpi=72)
    (seen,) = witness_numbers([line(read)], page, "first", Witness(witnessed))
    number = next(word for k, word in enumerate(seen.words) if is_number(word, seen.words[k - 1] if k else None))
    assert [reading.text for reading in number.readings] == readings
    if readings[0] == readings[1]:
        assert number.confidence >= 0.97
    else:
        assert number.confidence < SURE
    assert seen.text == read
    assert all(
        not word.readings for k, word in enumerate(seen.words) if not is_number(word, seen.words[k - 1] if k else None)
    )


class Deaf(Witness):
    """A second reader that hears nothing the first time, and then what it is told to say."""

    def read(self, image: PageImage, blocks: object = None) -> tuple[tuple[Line, ...], ...]:
        assert isinstance(blocks, list)
        if len(self.texts) == 1:
            self.wide = blocks
            return super().read(image, blocks)
        self.narrow = blocks
        del self.texts[0]
        return ((),)


def test_a_number_that_was_not_heard_is_shown_again_with_more_of_its_line() -> None:
    page = PageImage(number=1, pixels=np.full((100, 900), 255, np.uint8), dpi=72)
    witness = Deaf("", "của hồ sơ đạt 30% trở lên")
    (seen,) = witness_numbers([line("mức của hồ sơ đạt 30% trở lên")], page, "first", witness)
    number = next(word for word in seen.words if word.text == "30%")
    assert [reading.text for reading in number.readings] == ["30%", "30%"]
    assert number.confidence >= 0.97
    assert witness.wide[0][0] < witness.narrow[0][0]


def test_number_that_only_one_reader_sees_is_doubtful() -> None:
    page = PageImage(number=1, pixels=np.full((100, 900), 255, np.uint8), dpi=72)
    (seen,) = witness_numbers([line("1")], page, "first", Witness(""))
    assert len(seen.words[0].readings) == 1
    assert seen.words[0].confidence < 0.9


def test_words_without_numbers_are_not_read_again() -> None:
    page = PageImage(number=1, pixels=np.full((100, 900), 255, np.uint8), dpi=72)
    lines = [line("các thôn và bản"), line("mỗi năm một lần")]
    assert witness_numbers(lines, page, "first", Witness()) == tuple(lines)


# How the first reader read it and how surely | the second | what stands | doubted
JUDGED = [
    # A reader that is sure outweighs a witness that is not: WILD, seven of ten differences on clean scans.
    ("2019-2020", 0.9999, "2019-2024", 0.2, "2019-2020", False),
    ("80%", 0.9995, "8G%", 0.1, "80%", False),
    # Two plausible figures, neither reader sure: one stands, doubted.
    ("30%", 0.88, "20%", 0.74, "30%", True),
    ("30%", 0.6, "80%", 0.9, "30%", True),
    # A worn slash: the form of a date decides.
    ("2011/2025", 0.09, "20/11/2025", 0.86, "20/11/2025", True),
    ("15/8/202ỉ", 0.5, "15/8/2021", 0.96, "15/8/2021", True),
    ("(2.250,9/tỷ),", 0.3, "2.250,9", 0.97, "(2.250,9),", True),
    # Figures in which the second reader sees none are a pen's: WILD, "3148" and "07" of worn copies stated at 0.99.
    ("3148", 0.97, "Íl‡", 0.1, "3148", True),
    ("5", 0.99, "S", 0.1, "5", False),
    # A letter taken for a figure: a word stands there. Never where a figure would be dropped, or the first is sure.
    ("(9óp", 0.7, "góp", 0.96, "(góp", True),
    ("n9à", 0.3, "ngày", 0.96, "n9à", True),
    ("lần1", 0.7, "lần", 0.96, "lần1", True),
    ("9óp", 0.95, "góp", 0.96, "9óp", True),
    ("G7", 0.7, "Gì", 0.96, "G7", True),
]


@pytest.mark.parametrize(("first", "sure", "second", "second_sure", "stands", "doubted"), JUDGED)
def test_of_two_readings_the_likelier_stands(
    first: str, sure: float, second: str, second_sure: float, stands: str, doubted: bool
) -> None:
    seen = weigh(word(first, confidence=sure), "one", Reading(reader="two", text=second, confidence=second_sure))
    assert (seen.text, seen.confidence < SURE) == (stands, doubted)
    assert [reading.text for reading in seen.readings] == [core(first), second]


def test_in_a_cell_the_second_reader_takes_plain_figures_for_letters() -> None:
    letters = Reading(reader="two", text="Bác", confidence=0.1)
    assert weigh(word("25", confidence=0.9999), "one", letters, alone=True).confidence >= SURE
    assert weigh(word("25", confidence=0.9999), "one", letters).confidence < SURE


def test_label_that_its_reader_doubts_stays_doubtful() -> None:
    same = Reading(reader="second", text="I", confidence=0.4)
    assert weigh(word("I", confidence=0.3), "first", same).confidence < 0.9
    assert weigh(word("I", confidence=0.9), "first", same).confidence > 0.9


@pytest.mark.parametrize(("text", "bare"), [("(30%),", "30%"), ("2021–2025", "2021-2025"), ("/", "/"), ("...", "...")])
def test_core_of_a_word(text: str, bare: str) -> None:
    assert core(text) == bare


def test_dirt_does_not_settle_the_type_size() -> None:
    image, draw = sheet()
    write(draw, PARAGRAPH[:3])
    places = np.random.default_rng(1).integers((100, 900), (1500, 1600), (90, 2))
    for x, y in places.tolist():
        draw.ellipse((x, y, x + 10, y + 10), fill=20)
    page = as_page(image.crop((0, 0, 1654, 1700)))
    reader = engine("kehoach")
    told = [line.em for line in find_lines(page)]
    assert np.median(told) < 0.7 * EM, "the case needs a page whose specks are taken for its letters"
    (lines,) = reader.read(page)
    assert [line.text for line in lines if len(line.text) > 9] == list(PARAGRAPH[:3])
