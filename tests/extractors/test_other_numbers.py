"""Every number accounted for, each once, with its kind and its doubts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from extractors.lexicon import load_lexicon
from extractors.other_numbers import account_numbers
from extractors.outline import Outline
from extractors.targets import find_targets
from models.page import Reading
from models.plan import FrontMatter, NumberRead
from models.source import Box, Found
from models.transcript import PageInfo, Transcript
from tests.made import plain_transcript

PLANS = Path(__file__).parents[1] / "plans"
TEXT = """Số: 15/KH-UBND
II. CHỈ TIÊU
1. Tối thiểu 85% hồ sơ nộp trực tuyến mức độ 4; 55-65% hộ dân; phấn đấu thu 1.250,5 tỷ đồng.
2. Theo Thông tư 05/2020/TT-BNV ngày 03/4/2020, ISO 9001:2015, định kỳ 6 tháng.
3. Kinh phí 300 triệu đồng; điện thoại 0912.345.678; giai đoạn 2021-2025.
Phụ lục II"""


def account(transcript: Transcript) -> tuple[Found[NumberRead], ...]:
    lexicon, front = load_lexicon(), FrontMatter()
    targets = find_targets(transcript, Outline(), front, (), (), lexicon)
    return account_numbers(transcript, front, Outline(), (), targets, (), lexicon)


def covered_once(transcript: Transcript, numbers: tuple[Found[NumberRead], ...]) -> bool:
    """Whether each run of digits lies in exactly one number."""
    cover = Counter(i for number in numbers for span in number.spans for i in range(span.start, span.end))
    runs = [match.span() for match in re.finditer(r"\d+", transcript.text)]
    return all(cover[i] == 1 for start, end in runs for i in range(start, end))


NAMED = [
    ("Dịch vụ công mức độ 3 và 4", ["3", "4"]),
    ("Dịch vụ công mức độ 3 + 4; mức độ (3, 4); mức độ từ 3 đến 4", ["3", "4", "3", "4", "3", "4"]),
    ("Hệ thống an toàn cấp độ 2 và 3", ["2", "3"]),
    ("Học sinh các khối 1, 2 và lớp 6, 7", ["1", "2", "6", "7"]),
    ("Theo mẫu 01, 02 kèm theo", ["01", "02"]),
    ("Khu phố 5, 6", ["5", "6"]),
]
COUNTED = ["Cung cấp mức độ 4; 5 dịch vụ mới", "Mở lớp 50 học viên", "Tăng 02 bậc", "Mức 3 triệu đồng", "Giữ mức 4%"]


@pytest.mark.parametrize(("text", "numbers"), NAMED)
def test_numbers_that_name_a_thing_are_labels(text: str, numbers: list[str]) -> None:
    found = [(number.value.text, number.value.kind) for number in account(plain_transcript(text))]
    assert found == [(number, "label") for number in numbers]


@pytest.mark.parametrize("text", COUNTED)
def test_numbers_that_count_are_none(text: str) -> None:
    assert [number.value.kind for number in account(plain_transcript(text))][-1] != "label"


def test_every_number_once() -> None:
    transcript = plain_transcript(TEXT)
    numbers = account(transcript)
    assert covered_once(transcript, numbers)
    kinds = {number.value.text: number.value.kind for number in numbers}
    assert kinds["85%"] == kinds["55-65%"] == kinds["1.250,5"] == "target"
    assert (kinds["II"], kinds["1"], kinds["4"]) == ("label", "label", "label")
    assert (kinds["05/2020/TT-BNV"], kinds["03/4/2020"], kinds["9001:2015"]) == ("legal_symbol", "date", "standard")
    assert (kinds["300"], kinds["6"], kinds["0912.345.678"], kinds["2025"]) == ("money", "count", "phone", "year")


@pytest.mark.parametrize(
    ("text", "code"),
    [("Đạt 130% hồ sơ.", "percent_over_100"), ("ngày 31/02/2024", "impossible_date"), ("Đạt 2.5% hồ sơ.", "separator")],
)
def test_doubts(text: str, code: str) -> None:
    assert code in [doubt.code for number in account(plain_transcript(text)) for doubt in number.doubts]


def test_readings_that_differ() -> None:
    transcript = plain_transcript("Đạt 98% hồ sơ.")
    readings = (Reading(reader="a", text="98%", confidence=0.9), Reading(reader="b", text="93%", confidence=0.6))
    words = tuple(
        word.model_copy(update={"readings": readings, "confidence": 0.7})
        if transcript.text[word.start : word.end] == "98%"
        else word
        for word in transcript.words
    )
    (number,) = account(transcript.model_copy(update={"words": words}))
    assert number.value.readings == ("98%", "93%")
    assert number.confidence == 0.7
    assert [(doubt.code, doubt.detail) for doubt in number.doubts] == [("readings_differ", "93%")]


def read_so(text: str, number: str, readings: tuple[str, str], confidence: float) -> Found[NumberRead]:
    """The number of a text in which a word was read so by two readers."""
    transcript = plain_transcript(text)
    seen = tuple(
        Reading(reader=name, text=reading, confidence=0.9) for name, reading in zip("ab", readings, strict=True)
    )
    words = tuple(
        word.model_copy(update={"readings": seen, "confidence": confidence})
        if number in transcript.text[word.start : word.end]
        else word
        for word in transcript.words
    )
    (found,) = account(transcript.model_copy(update={"words": words}))
    return found


BESIDE = [
    ("Đạt ≥75% hồ sơ.", "75%", ("≥75%", ">75%"), True),  # the sign alone differs
    ("Thu ≥4.415 triệu đồng.", "4.415", ("≥4.415", ">4.415"), True),
    ("Đạt ≥75% hồ sơ.", "75%", ("≥75%", "275%"), False),
    ("Thu ≥4.415 triệu đồng.", "4.415", ("≥4.415", ">4.415,1"), False),
    # Both read it so, yet a pen's ink made it unsure: WILD, days and numbers that a pen filled in were stated.
    ("Ngày làm việc thứ 23 của", "23", ("23", "23"), False),
]


@pytest.mark.parametrize(("text", "number", "readings", "stated"), BESIDE)
def test_only_what_differs_beside_a_number_leaves_it_sure(
    text: str, number: str, readings: tuple[str, str], stated: bool
) -> None:
    found = read_so(text, number, readings, 0.5)
    assert (found.confidence >= 0.9 and not found.doubts) is stated


def scanned(transcript: Transcript, pages: int = 1) -> Transcript:
    known = tuple(PageInfo(number=n, width=595, height=842, source="ocr") for n in range(1, pages + 1))
    return transcript.model_copy(update={"pages": known})


def test_figures_by_themselves_on_a_scan_may_be_initials() -> None:
    text = plain_transcript("Rà soát hồ sơ.\n7\n8. Lưu hồ sơ\n1")
    assert [number.confidence < 0.9 for number in account(scanned(text))] == [True, False, False]
    assert all(number.confidence == 1 for number in account(text))


def test_a_page_number_out_of_its_count_is_doubted() -> None:
    box = Box(x0=0, y0=0, x1=9, y1=9)
    furniture = tuple(Found[str](value=text, page=n, box=box) for n, text in [(2, "2"), (2, "7"), (3, "3")])
    numbers = account(scanned(plain_transcript("Không có số."), 3).model_copy(update={"furniture": furniture}))
    assert [(number.value.text, number.confidence < 0.9) for number in numbers] == [
        ("2", False),
        ("7", True),
        ("3", False),
    ]


def test_furniture() -> None:
    page = Found[str](value="- 3 -", page=3, box=Box(x0=0, y0=0, x1=9, y1=9))
    numbers = account(plain_transcript("Không có số.").model_copy(update={"furniture": (page,)}))
    assert [(number.value.text, number.value.kind, number.page) for number in numbers] == [("3", "page", 3)]


SHAPES = [
    ("1,6. Giải quyết hồ sơ đúng hạn", True),  # WILD: office scan of nghia-hung-2021-2025, page 3: "1.6."
    ("1.6. Giải quyết hồ sơ đúng hạn", False),
    ("1,6 tỷ đồng chi cho việc này", False),
]


@pytest.mark.parametrize(("text", "doubted"), SHAPES)
def test_a_comma_in_the_label_of_a_scan_is_doubted(text: str, doubted: bool) -> None:
    printed = plain_transcript(text)
    scanned = printed.model_copy(
        update={"pages": tuple(page.model_copy(update={"source": "ocr"}) for page in printed.pages)}
    )
    assert ["lookalike" in [doubt.code for doubt in account(scanned)[0].doubts]] == [doubted]
    assert not account(printed)[0].doubts


@pytest.mark.parametrize("path", sorted(PLANS.glob("[0-9]*.txt")), ids=lambda path: path.stem)
def test_every_number_of_whole_plans_has_its_reason(path: Path) -> None:
    transcript = plain_transcript(path.read_text("utf-8").replace("\f\n", ""))
    numbers = account(transcript)
    assert covered_once(transcript, numbers)
    assert all(number.value.kind for number in numbers)


def test_every_number_of_real_plans_has_its_reason(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        transcript = plain_transcript(path.read_text("utf-8").replace("\f", ""))
        assert covered_once(transcript, account(transcript)), path.name
