"""Runs of Roman labels that lost their first and a stroke of each other: mended by the paper, doubted without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.outline import find_outline
from models.page import Reading
from pipeline.transcript.transcribe import transcribe
from tests.sheets import PLAN_HEAD, set_pages

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.page import Line, Word
    from models.transcript import Transcript

TEXT = (
    "- Ươm hai nghìn cây giống trước mùa nước, mỗi ấp nhận một đoạn đê và cử người chăm sóc cho tới khi cây bén rễ.\n"
)
BODY = f"""**A/ MỤC TIÊU, NHIỆM VỤ**
I/ Đoạn đê phía bắc
{TEXT}II/ Đoạn đê phía nam
**1/ Mục tiêu**
{TEXT}**2/ Nhiệm vụ**
{TEXT}III/ Bãi bồi và cửa cống
{TEXT}**B/ KINH PHÍ**
{TEXT}"""
WHOLE = ["A", "A/I", "A/II", "A/II/1", "A/II/2", "A/III", "B"]
LOW = ["A", "A/I", "A/I/1", "A/I/2", "A/II", "B"]


def _scan(labels: dict[str, str | None], measured: bool = True, body: str = BODY) -> Transcript:
    """Set the plan and read its labels otherwise (None: not at all), each in the box of what was printed."""
    pages = []
    for page in set_pages(PLAN_HEAD + body, ocr=True):
        lines = tuple(_relabelled(line, labels, measured) for line in page.lines)
        pages.append(page.model_copy(update={"lines": lines}))
    return transcribe(pages)


def _relabelled(line: Line, labels: dict[str, str | None], measured: bool) -> Line:
    first, rest = line.words[0], line.words[1:]
    if first.text not in labels:
        return line
    label = labels[first.text]
    return line.model_copy(update={"words": rest if label is None else (_read(first, label, measured), *rest)})


def _read(word: Word, text: str, measured: bool) -> Word:
    """Read a label so by two readers; by one alone its box is not held to be measured."""
    readers = ("a", "b") if measured else ("a",)
    readings = tuple(Reading(reader=name, text=text, confidence=0.98) for name in readers)
    return word.model_copy(update={"text": text, "readings": readings, "confidence": 0.98})


def test_a_run_read_one_stroke_short_behind_a_lost_label_is_shifted(lexicon: Lexicon) -> None:
    outline = find_outline(_scan({"I/": None, "II/": "I/", "III/": "II/"}), lexicon)
    found = {section.value.path: section for section in outline.sections}
    assert list(found) == WHOLE
    assert [found["A/II"].value.heading, found["A/III"].value.heading] == ["Đoạn đê phía nam", "Bãi bồi và cửa cống"]
    for path in ("A/I", "A/II", "A/III"):
        assert [doubt.code for doubt in found[path].doubts] == ["label_mended"]
    assert found["A/II/1"].confidence <= 0.85  # its path hangs on a mended label
    assert found["B"].confidence > 0.9


def test_a_run_as_wide_as_it_was_read_stays_behind_a_title_without_label(lexicon: Lexicon) -> None:
    """The author's own title without a number: the paper shows I and II."""
    body = (
        BODY.replace("II/ Đoạn", "I/ Đoạn").replace("III/", "II/").replace("I/ Đoạn đê phía bắc", "X/ Đoạn đê phía bắc")
    )
    outline = find_outline(_scan({"X/": None}, body=body), lexicon)
    assert [section.value.path for section in outline.sections] == LOW
    assert not any(section.doubts for section in outline.sections)


def test_a_run_that_cannot_be_measured_is_doubted(lexicon: Lexicon) -> None:
    outline = find_outline(_scan({"I/": None, "II/": "I/", "III/": "II/"}, measured=False), lexicon)
    found = {section.value.path: section for section in outline.sections}
    assert list(found) == LOW
    for path in ("A/I", "A/II"):
        assert [doubt.code for doubt in found[path].doubts] == ["label_may_be_late"]
        assert "Đoạn đê phía bắc" in found[path].doubts[0].detail
    assert found["A/I/1"].confidence <= 0.85


@pytest.mark.parametrize("title", ["**Đoạn đê phía bắc**", "ĐOẠN ĐÊ PHÍA BẮC"])
def test_a_title_that_only_its_letters_show_is_doubted_not_counted(title: str, lexicon: Lexicon) -> None:
    body = BODY.replace("I/ Đoạn đê phía bắc", title, 1)
    outline = find_outline(_scan({"II/": "I/", "III/": "II/"}, body=body), lexicon)
    found = {section.value.path: section for section in outline.sections}
    assert list(found) == LOW
    assert [doubt.code for doubt in found["A/I"].doubts] == ["label_may_be_late"]


FOUR = f"""**I. ĐOẠN ĐÊ PHÍA BẮC**
{TEXT}**II. ĐOẠN ĐÊ PHÍA NAM**
{TEXT}**III. BÃI BỒI VÀ CỬA CỐNG**
{TEXT}**IV. KINH PHÍ**
{TEXT}"""


@pytest.mark.parametrize("measured", [True, False])
def test_a_numeral_that_stands_twice_before_a_gap_is_the_missing_one(measured: bool, lexicon: Lexicon) -> None:
    """III read II, surely and by both readers."""
    outline = find_outline(_scan({"III.": "II."}, measured, body=FOUR), lexicon)
    found = {section.value.path: section for section in outline.sections}
    assert list(found) == ["I", "II", "III", "IV"]
    assert [doubt.code for doubt in found["III"].doubts] == ["label_mended", "role_unsure"]


@pytest.mark.parametrize(
    ("printed", "paths"),
    [
        ({"IV": "III", "III": "II"}, ["I", "II", "II", "III"]),  # an author who counts on from what he doubled
        ({"IV": "V", "III": "IV"}, ["I", "II", "IV", "V"]),  # a gap alone
    ],
)
def test_an_authors_own_slip_stays_and_is_doubted(printed: dict[str, str], paths: list[str], lexicon: Lexicon) -> None:
    body = FOUR
    for due, slip in sorted(printed.items(), key=lambda pair: pair[0] == "IV" and pair[1] == "III"):
        body = body.replace(f"**{due}.", f"**{slip}.")
    outline = find_outline(_scan({}, body=body), lexicon)
    assert [section.value.path for section in outline.sections] == paths
    assert any(doubt.code in ("label_repeats", "label_skips") for one in outline.sections for doubt in one.doubts)


def test_the_last_numeral_read_as_the_one_before_it_is_doubted(lexicon: Lexicon) -> None:
    body = FOUR.partition("**IV.")[0]
    outline = find_outline(_scan({"III.": "II."}, body=body), lexicon)
    assert any(section.doubts for section in outline.sections)
