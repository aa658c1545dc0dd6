"""Labels that a scan lost, left a speck of, or wrote small: the count gives them back, with a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.outline import find_outline
from models.page import Line, Page, Reading
from pipeline.transcript.transcribe import transcribe
from tests.sheets import PLAN_HEAD, set_pages

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.page import Word
    from models.transcript import Transcript

TEXT = "- Nạo vét ba nghìn mét kênh trước mùa mưa, mỗi ấp tự chia đoạn cho từng tổ và cử người trông coi hằng ngày.\n"
BODY = f"""**A/ MỤC TIÊU, NHIỆM VỤ**
**I/ Kênh cấp hai**
**1/ Mục tiêu**
{TEXT}**2/ Nhiệm vụ**
{TEXT}**II/ Mương nội đồng**
**1/ Mục tiêu**
{TEXT}**2/ Nhiệm vụ**
{TEXT}**III/ Cống và bờ bao**
{TEXT}**B/ KINH PHÍ**
{TEXT}**C/ TỔ CHỨC THỰC HIỆN**
{TEXT}"""
WHOLE = ["A", "A/I", "A/I/1", "A/I/2", "A/II", "A/II/1", "A/II/2", "A/III", "B", "C"]


def _relabelled(line: Line, begins: str, label: str | None) -> Line:
    """The line with its label lost (None) or read otherwise, where it begins so."""
    if not line.text.startswith(begins):
        return line
    first, rest = line.words[0], line.words[1:]
    return line.model_copy(update={"words": rest if label is None else (_read(first, label), *rest)})


def _read(word: Word, text: str) -> Word:
    return word.model_copy(update={"text": text})


def _scan(begins: str, label: str | None) -> Transcript:
    pages: list[Page] = []
    for page in set_pages(PLAN_HEAD + BODY, ocr=True):
        lines = tuple(_relabelled(line, begins, label) for line in page.lines)
        pages.append(page.model_copy(update={"lines": lines}))
    return transcribe(pages)


@pytest.mark.parametrize(
    ("begins", "label", "path"),
    [
        ("I/ Kênh", None, "A/I"),  # nothing is left of it but the place where its title begins
        ("II/ Mương", None, "A/II"),
        ("B/ KINH", None, "B"),
        ("C/ TỔ", "c/", "C"),  # a small letter of the same shape
        ("A/ MỤC", "a/", "A"),
    ],
)
def test_a_lost_label_is_given_back_by_the_count(begins: str, label: str | None, path: str, lexicon: Lexicon) -> None:
    outline = find_outline(_scan(begins, label), lexicon)
    found = {section.value.path: section for section in outline.sections}
    if path == "A":  # Not every small letter has its capital's shape: "a" stays a list's.
        assert "A" not in found
        return
    assert list(found) == WHOLE
    assert "label_mended" in [doubt.code for doubt in found[path].doubts]


def test_without_a_gap_in_the_count_no_label_is_thought_of(lexicon: Lexicon) -> None:
    body = BODY.replace("**I/ Kênh cấp hai**\n", "").replace("**II/ M", "**I/ M").replace("**III/", "**II/")
    pages = set_pages(PLAN_HEAD + body.replace("- Nạo", "Kênh chính\n- Nạo", 1), ocr=True)
    lines = [section.value.path for section in find_outline(transcribe(pages), lexicon).sections]
    assert lines == ["A", "A/1", "A/2", "A/I", "A/I/1", "A/I/2", "A/II", "B", "C"]


def test_no_label_is_thought_of_where_none_of_its_style_was_read(lexicon: Lexicon) -> None:
    """Some offices set their parts in capitals and number only what is below them."""
    parts = "MỤC TIÊU, NHIỆM VỤ", "GIẢI PHÁP THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"
    body = "".join(f"**{part}**\n**1. Kênh cấp hai**\n{TEXT}**2. Mương nội đồng**\n{TEXT}" for part in parts)
    outline = find_outline(transcribe(set_pages(PLAN_HEAD + body, ocr=True)), lexicon)
    assert [section.value.path for section in outline.sections] == ["1", "2"] * 3


@pytest.mark.parametrize(("second", "path"), [("III/", "A/III"), ("II/", "A/II")])
def test_where_two_readers_differ_the_count_decides_between_them(second: str, path: str, lexicon: Lexicon) -> None:
    """The third numeral read "II", by the other reader as the count asks, or as well "II" (then it is the author's)."""
    pages = []
    for page in set_pages(PLAN_HEAD + BODY, ocr=True):
        lines = []
        for line in page.lines:
            if line.text.startswith("III/ Cống"):
                seen = tuple(
                    Reading(reader=name, text=text, confidence=0.97) for name, text in (("a", "II/"), ("b", second))
                )
                first = line.words[0].model_copy(update={"text": "II/", "readings": seen, "confidence": 0.97})
                line = line.model_copy(update={"words": (first, *line.words[1:])})
            lines.append(line)
        pages.append(page.model_copy(update={"lines": tuple(lines)}))
    found = [section.value for section in find_outline(transcribe(pages), lexicon).sections]
    assert next(section.path for section in found if section.heading.startswith("Cống")) == path


def test_a_count_goes_on_before_small_letters(lexicon: Lexicon) -> None:
    body = BODY.replace("- Nạo", "1. các ấp nạo").replace("**1/ Mục tiêu**\n", "").replace("**2/ Nhiệm vụ**\n", "")
    outline = find_outline(transcribe(set_pages(PLAN_HEAD + body)), lexicon)
    assert [section.value.path for section in outline.sections] == ["A", "A/I", "A/II", "A/III", "B", "C"]
    assert {item.path for item in outline.items} == {"A/I/1", "A/II/1", "A/III/1", "B/1", "C/1"}


LETTERED = ["a- Đất bãi", "b- Giống cây", "c- Công trồng", "d- Chăm sóc", "đ- Giữ rừng", "e- Thu hái"]


@pytest.mark.parametrize(("lost", "bold"), [("abcde", True), ("ace", True), ("abcde", False)])
def test_a_letter_that_lost_its_mark_is_a_label_before_a_bold_title(lost: str, bold: bool, lexicon: Lexicon) -> None:
    """In plain letters it may as well be what is left of a bullet."""
    mark = "**" if bold else ""
    titles = [title.replace("-", "", 1) if title[0] in lost else title for title in LETTERED]
    body = "".join(f"{mark}{title}{mark}\n{TEXT}" for title in titles)
    text = f"{PLAN_HEAD}**I. MỤC TIÊU**\n{TEXT}**II. NHIỆM VỤ**\n{body}**III. KINH PHÍ**\n{TEXT}"
    found = [section.value.path for section in find_outline(transcribe(set_pages(text, ocr=True)), lexicon).sections]
    lettered = [f"II/{title[0]}" for title in LETTERED]
    assert (found == ["I", "II", *lettered, "III"]) == bold


@pytest.mark.parametrize(
    ("second", "heading"),
    [
        ("PHẦN NHIỆM VỤ CỦA CÁC ẤP", "NHIỆM VỤ CỦA CÁC ẤP"),  # "PHẦN II", its numeral lost
        ("PHẦN II**\n^**PHẦN VIỆC CỦA CÁC ẤP", "PHẦN VIỆC CỦA CÁC ẤP"),
    ],
)
def test_a_part_whose_numeral_was_lost_is_not_headed_by_its_word(second: str, heading: str, lexicon: Lexicon) -> None:
    body = f"^**PHẦN I**\n^**MỤC TIÊU**\n{TEXT}^**{second}**\n{TEXT}^**PHẦN III**\n^**KINH PHÍ**\n{TEXT}"
    found = [found.value for found in find_outline(transcribe(set_pages(PLAN_HEAD + body, ocr=True)), lexicon).sections]
    assert [section.path for section in found] == ["Phần I", "Phần II", "Phần III"]
    assert found[1].heading == heading
