"""Labels whose own count shows them to be read right lose empty doubts; those that break their run keep them."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.other_numbers import account_numbers
from extractors.outline import Outline
from extractors.settled_labels import SETTLED, column_numbers, settled_labels, settled_pages
from models.page import READING_UNSURE, Reading
from models.plan import FrontMatter, Item, NumberRead
from models.source import Box, Doubt, Found, Span
from models.table import Cell, Table
from models.transcript import Block, Transcript
from tests.made import plain_transcript


def listed(labels: list[str], printed: list[str] | None = None) -> tuple[Transcript, Outline]:
    """A list of items with these labels, printed so or otherwise."""
    lines = [f"{label}. Rà soát hồ sơ của bộ phận" for label in printed or labels]
    transcript, at, items = plain_transcript("\n".join(lines)), 0, []
    for label, line in zip(labels, lines, strict=True):
        items.append(Item(path=f"I/{label}", label=label, span=Span(start=at, end=at + len(line))))
        at += len(line) + 1
    return transcript, Outline(items=tuple(items))


def told(transcript: Transcript, outline: Outline) -> list[str]:
    settled = settled_labels(transcript, outline, ()).starts
    return [item.label for item in outline.items if item.span.start in settled]


RUNS = [
    (["1", "2", "3", "4"], ["1", "2", "3", "4"]),
    (["I", "II", "III", "IV"], ["I", "II", "III", "IV"]),
    (["2.1", "2.2", "2.3"], ["2.1", "2.2", "2.3"]),
    (
        ["1.1", "1.2", "1.3"],
        [],
    ),  # WILD: made plans with hair strokes: "I.1" read so, and its run counts on all the same
    (["2.11.1", "2.11.2"], []),
    (["1", "2", "8", "4"], ["1"]),  # a 3 misread: neither it nor those beside it are settled
    (["1", "1", "2"], ["1", "2"]),  # the first may be I
    (["7"], []),
    (["1"], []),
    (["3", "4", "5"], ["4", "5"]),  # what came before is not known
    (["a", "b", "c"], []),
]


@pytest.mark.parametrize(("labels", "settled"), RUNS)
def test_labels_are_settled_by_those_beside_them(labels: list[str], settled: list[str]) -> None:
    assert told(*listed(labels)) == settled


def test_a_label_that_was_mended_is_no_witness() -> None:
    assert told(*listed(["1", "2", "3", "4"], ["1", "2", "8", "4"])) == ["1"]


def scanned(transcript: Transcript, label: str, other: str, confidence: float) -> Transcript:
    """The transcript as of a scan, on which the second reader saw another label."""
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    words = tuple(
        word.model_copy(
            update={
                "confidence": confidence,
                "readings": (
                    Reading(reader="a", text=label, confidence=confidence),
                    Reading(reader="b", text=other, confidence=confidence),
                ),
            }
        )
        if transcript.text[word.start : word.end].strip(".") == label
        else word
        for word in transcript.words
    )
    return transcript.model_copy(update={"pages": pages, "words": words})


def numbers(transcript: Transcript, outline: Outline) -> tuple[Found[NumberRead], ...]:
    return account_numbers(transcript, FrontMatter(), outline, (), (), (), load_lexicon())


def compounds(*parts: tuple[str, list[str]]) -> tuple[Transcript, Outline]:
    """Lists of items with these labels, each under a numeral."""
    lines = [f"{label} Rà soát hồ sơ" for _, labels in parts for label in labels]
    transcript, at, items = plain_transcript("\n".join(lines)), 0, []
    for path, labels in parts:
        for label in labels:
            end = at + len(f"{label} Rà soát hồ sơ")
            items.append(Item(path=f"{path}/{label}", label=label, span=Span(start=at, end=end)))
            at = end + 1
    return transcript, Outline(items=tuple(items))


FRONTS = [
    # Other parts count II.1, II.2: so a stroke before a point is an I, and what reads 1 there is doubted.
    ((("I", ["I.1", "I.2", "I.3"]), ("II", ["II.1", "II.2"])), ["I.1", "I.2", "I.3", "II.1", "II.2"], []),
    ((("I", ["I.1", "1.2", "I.3"]), ("IV", ["IV.1", "IV.2"])), ["I.1", "I.3", "IV.1", "IV.2"], ["1.2"]),
    # No other front says what it is, or one says that fronts are arabic.
    ((("I", ["I.1", "I.2", "I.3"]),), [], []),
    ((("I", ["1.1", "1.2"]), ("II", ["2.1", "2.2"])), ["2.1", "2.2"], []),
    ((("I", ["I.1", "I.2"]), ("II", ["II.1", "2.2"])), [], []),
]


@pytest.mark.parametrize(("parts", "settled", "strokes"), FRONTS)
def test_fronts_of_other_parts_tell_whether_a_stroke_is_a_numeral(
    parts: tuple[tuple[str, list[str]], ...], settled: list[str], strokes: list[str]
) -> None:
    transcript, outline = compounds(*parts)
    found = settled_labels(transcript, outline, ())
    assert [item.label for item in outline.items if item.span.start in found.starts] == settled
    assert [item.label for item in outline.items if item.span.start in found.strokes] == strokes
    own = {item.span.start + item.label.index(".") + 1 for item in outline.items if item.label in settled}
    assert own <= found.starts


def test_a_number_that_no_mark_makes_a_label_is_not_settled() -> None:
    """WILD: made plans with hair strokes: "1-" lost its stroke, and whatever stands there may be a number."""
    transcript, outline = listed(["1", "2", "3"])
    text = transcript.text.replace("2. R", "2 ; R")
    found = numbers(scanned(transcript, "2", "7", 0.8).model_copy(update={"text": text}), outline)
    (number,) = [number for number in found if number.value.text == "2"]
    assert number.value.kind != "label"
    assert number.confidence < SETTLED


@pytest.mark.parametrize(
    ("labels", "label", "doubted"),
    [(["I", "II", "III"], "II", False), (["I", "II", "IV"], "II", True), (["2", "3", "6"], "3", True)],
)
def test_a_settled_label_states_what_readers_differ_on(labels: list[str], label: str, doubted: bool) -> None:
    transcript, outline = listed(labels)
    found = numbers(scanned(transcript, label, "H", 0.8), outline)
    (number,) = [number for number in found if number.value.text == label]
    assert bool(number.doubts) == doubted
    assert (number.confidence >= SETTLED) != doubted


def test_on_an_unsure_page_no_label_is_settled() -> None:
    transcript, outline = listed(["1", "2", "3"])
    page = scanned(transcript, "2", "7", 0.8)
    doubt = Doubt(code=READING_UNSURE, detail="strokes across are 0.30 of the upright ones")
    pages = tuple(info.model_copy(update={"doubts": (doubt,)}) for info in page.pages)
    found = numbers(page.model_copy(update={"pages": pages}), outline)
    (number,) = [number for number in found if number.value.text == "2"]
    assert number.confidence < SETTLED
    assert number.doubts


def test_a_row_that_counts_the_columns_is_settled_also_where_two_cells_ran_together() -> None:
    rows = ["1 | 2 | 3 4 | 5", "1 | 2 | 4 4 | 5", "1 | 2"]
    plain = plain_transcript("\n".join(rows))
    blocks = tuple(block.model_copy(update={"kind": "table_row"}) for block in plain.blocks)
    transcript = plain.model_copy(update={"blocks": blocks})
    assert sorted(column_numbers(transcript)) == [0, 4, 8, 10, 14]


def column(texts: list[str]) -> Table:
    """A table with a number column and a task beside it."""
    box = Box(x0=0, y0=0, x1=9, y1=9)
    cells = tuple(
        Cell(row=n + 1, column=1, kind="cell", text=text, page=1, box=box, spans=(Span(start=10 * n, end=10 * n + 3),))
        for n, text in enumerate(texts)
    )
    return Table(number=1, page=1, page_end=1, columns=2, roles=("number", "task"), cells=cells)


@pytest.mark.parametrize(
    ("texts", "settled"),
    [
        (["1", "2", "3"], [0, 10, 20]),
        (["I", "1", "2", "II", "1", "2"], [0, 10, 20, 30, 40, 50]),
        (["1", "1", "2"], [10, 20]),  # the first stands where a group's I may
        (["1", "7", "3"], []),
    ],
)
def test_number_columns_are_runs_of_their_own(texts: list[str], settled: list[int]) -> None:
    assert sorted(settled_labels(Transcript(text=""), Outline(), (column(texts),)).starts) == settled


def page_number(page: int, text: str) -> Found[NumberRead]:
    box = Box(x0=0, y0=0, x1=9, y1=9)
    return Found[NumberRead](value=NumberRead(text=text, kind="page"), page=page, box=box)


def test_page_numbers_are_settled_by_the_pages_beside() -> None:
    furniture = [page_number(2, "2"), page_number(3, "3"), page_number(5, "9"), page_number(6, "6")]
    assert settled_pages(furniture) == {(2, "2"), (3, "3")}


def beside(readings: tuple[str, str], text: str) -> Transcript:
    transcript = plain_transcript(f"Xong trong quý {text}")
    words = tuple(
        word.model_copy(
            update={
                "confidence": 0.85,
                "readings": tuple(
                    Reading(reader=n, text=r, confidence=0.8) for n, r in zip("ab", readings, strict=True)
                ),
            }
        )
        if transcript.text[word.start : word.end] == text
        else word
        for word in transcript.words
    )
    return transcript.model_copy(update={"words": words})


@pytest.mark.parametrize(
    ("readings", "doubted"),
    [(("II/2024", "IL/2024"), False), (("II/2024", "12024"), True), (("II/2024", "II/2021"), True)],
)
def test_a_year_that_both_readers_saw_is_not_doubted_for_its_quarter(readings: tuple[str, str], doubted: bool) -> None:
    found = numbers(beside(readings, "II/2024"), Outline())
    (year,) = [number for number in found if number.value.text == "2024"]
    assert any(doubt.code == "readings_differ" for doubt in year.doubts) == doubted


def test_blocks_of_text_count_no_columns() -> None:
    transcript = plain_transcript("1 2 3 4")
    assert all(isinstance(block, Block) and block.kind == "paragraph" for block in transcript.blocks)
    assert not column_numbers(transcript)
