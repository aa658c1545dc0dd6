"""Pages read unsurely throughout: their numbers are not stated in confidence."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from models.page import READING_UNSURE, Line, Reading, Word
from models.plan import PlanDocument, Versions
from models.source import Box, Doubt, SourceDocument
from models.transcript import PageInfo, Transcript
from pipeline.assemble import assemble
from pipeline.golden.signals import page_signals
from pipeline.ocr.unsure_pages import LOST, STATED_MOST, doubt_unsure_reading
from tests.made import plain_transcript

BOX = Box(x0=70, y0=100, x1=520, y1=114)


def part(words: int, sure: float, number: float = 0.99) -> tuple[Line, ...]:
    """Lines of so many words of letters, read so surely, each line with a number at its end."""
    lines = []
    for start in range(0, words, 5):
        letters = [Word(text="huyện", box=BOX, confidence=sure) for _ in range(min(5, words - start))]
        lines.append(Line(words=(*letters, Word(text="95%,", box=BOX, confidence=number)), box=BOX))
    return tuple(lines)


def stated(lines: tuple[Line, ...]) -> set[float]:
    return {line.words[-1].confidence for line in lines}


CASES = [
    # words and sureness of the text, of a table; whether numbers of each are still stated, whether the page is doubted
    ((60, 0.97), (40, 0.97), (True, True), False),
    ((60, 0.90), (40, 0.95), (True, True), False),
    # The whole page in a face that the reader does not know.
    ((60, 0.80), (40, 0.70), (False, False), True),
    # The table alone, or the text alone.
    ((300, 0.97), (40, 0.70), (True, False), True),
    ((60, 0.70), (400, 0.97), (False, True), True),
    # Too few words to tell: a seal over the last lines of a page.
    ((20, 0.60), (0, 0.0), (True, True), False),
]


@pytest.mark.parametrize(("text", "table", "states", "doubted"), CASES)
def test_numbers_of_what_is_unsure_are_bounded(
    text: tuple[int, float], table: tuple[int, float], states: tuple[bool, bool], doubted: bool
) -> None:
    parts, doubts = doubt_unsure_reading([part(*text), part(*table)])
    assert [doubt.code for doubt in doubts] == [READING_UNSURE] * doubted
    for lines, states_them in zip(parts, states, strict=True):
        assert stated(lines) <= ({0.99} if states_them else {STATED_MOST})
        assert all(word.confidence != STATED_MOST for line in lines for word in line.words[:-1])


def test_words_that_the_language_made_sure_do_not_make_a_page_sure() -> None:
    own = Reading(reader="kehoach", text="huvện", confidence=0.5)
    mended = [
        line.model_copy(
            update={"words": tuple(word.model_copy(update={"readings": (own,)}) for word in line.words[:-1])}
        )
        for line in part(60, 0.95)
    ]
    _, doubts = doubt_unsure_reading([mended])
    assert [doubt.detail for doubt in doubts] == ["words are sure at 0.50"]


def test_a_page_without_its_thin_strokes_states_no_number_that_was_not_looked_at_again() -> None:
    parts, doubts = doubt_unsure_reading([part(60, 0.99), part(10, 0.99)], balance=LOST - 0.1)
    assert [(doubt.code, doubt.detail) for doubt in doubts] == [
        (READING_UNSURE, f"strokes across are {LOST - 0.1:.2f} of the upright ones")
    ]
    assert [stated(lines) for lines in parts] == [{STATED_MOST}, {STATED_MOST}]
    for balance in (LOST, None):
        parts, doubts = doubt_unsure_reading([part(60, 0.99)], balance=balance)
        assert (stated(parts[0]), doubts) == ({0.99}, ())


def looked_at(first: float, confidence: float, looks: tuple[str, ...]) -> Line:
    """A line with a number that both readers saw alike, and what other cuts of its ink say."""
    readings = tuple(Reading(reader=name, text="17", confidence=first) for name in ("kehoach", "tesserocr"))
    seen = tuple(Reading(reader="again", text=text, confidence=0.9) for text in looks)
    number = Word(text="17.", box=BOX, confidence=confidence, readings=readings, looks=seen)
    return Line(words=(Word(text="đạt", box=BOX), number), box=BOX)


STEADY_NUMBERS = [
    (0.98, 0.99, ("17",) * 4, True),
    (0.98, 0.99, ("17", "17", "11", "17"), False),
    (0.9, 0.99, ("17",) * 4, False),
    (0.98, 0.93, ("17",) * 4, False),
    (0.98, 0.99, (), False),
]


@pytest.mark.parametrize(("first", "confidence", "looks", "states"), STEADY_NUMBERS)
def test_without_thin_strokes_a_number_is_stated_that_every_cut_reads_alike(
    first: float, confidence: float, looks: tuple[str, ...], states: bool
) -> None:
    line, steady = looked_at(first, confidence, looks), looked_at(0.98, 0.99, ("17",) * 4)
    (lines,), _ = doubt_unsure_reading([(line, *[steady] * 12, *part(60, 0.99))], balance=LOST - 0.1)
    assert lines[0].words[-1].confidence == (confidence if states else STATED_MOST)
    (lines,), _ = doubt_unsure_reading([(line, *part(60, 0.7))], balance=LOST - 0.1)
    assert lines[0].words[-1].confidence <= STATED_MOST  # words read unsurely are another matter


def test_without_thin_strokes_no_number_is_stated_where_most_are_not_steady() -> None:
    """WILD: made plans with hair strokes: of 213 numbers 19 were stated wrong where five in six were in doubt."""
    steady = looked_at(0.98, 0.99, ("17",) * 4)
    for others, states in ((10, True), (20, False)):
        (lines,), _ = doubt_unsure_reading([(*[steady] * 3, *part(others, 0.99))], balance=LOST - 0.1)
        assert stated(lines[:3]) == {0.99 if states else STATED_MOST}


def test_at_the_head_of_a_line_no_number_is_stated_without_thin_strokes() -> None:
    """WILD: made plans with hair strokes: "1-" lost its hyphen, "I.1" read "1.1" in every cut."""
    number = looked_at(0.98, 0.99, ("17",) * 4).words[-1]
    line = Line(words=(number, Word(text="việc", box=BOX)), box=BOX)
    (lines,), _ = doubt_unsure_reading([(line, *part(60, 0.99))], balance=LOST - 0.1)
    assert lines[0].words[0].confidence == STATED_MOST


def test_a_page_may_be_unsure_for_both_causes() -> None:
    _, doubts = doubt_unsure_reading([part(60, 0.7)], balance=LOST - 0.1)
    assert [doubt.detail.split()[0] for doubt in doubts] == ["words", "strokes"]


def test_a_number_doubted_more_stays_so() -> None:
    ((lines), _) = doubt_unsure_reading([part(60, 0.7, number=0.4)])
    assert stated(lines[0]) == {0.4}


def test_roman_labels_are_bounded_too() -> None:
    label = Line(words=(Word(text="II.", box=BOX, confidence=0.99), Word(text="việc", box=BOX)), box=BOX)
    (lines,), _ = doubt_unsure_reading([(label, *part(60, 0.7))])
    assert [word.confidence for word in lines[0].words] == [STATED_MOST, 1.0]


def unsure(transcript: Transcript, confidence: float) -> Transcript:
    """The transcript as of a scan that was read unsurely."""
    doubts = (Doubt(code=READING_UNSURE, detail="words are sure at 0.71"),)
    page = PageInfo(number=1, width=595, height=842, source="ocr", doubts=doubts)
    words = tuple(word.model_copy(update={"confidence": confidence}) for word in transcript.words)
    return transcript.model_copy(update={"pages": (page,), "words": words})


def made_plan(transcript: Transcript) -> PlanDocument:
    source = SourceDocument(sha256="0" * 64, file_name="a.pdf", size=1)
    return assemble(transcript, source, load_lexicon(), Versions(program="", extractors="", lexicon="", engine=""))


def test_numbers_targets_and_the_document_say_so() -> None:
    text = "Kế hoạch năm 2026\nPhấn đấu tối thiểu 98% hồ sơ được giải quyết đúng hạn.\n"
    plan = made_plan(unsure(plain_transcript(text), STATED_MOST))
    assert READING_UNSURE in [doubt.code for doubt in plan.doubts]
    assert plan.targets
    assert plan.numbers
    for found in (*plan.targets, *plan.numbers):
        assert READING_UNSURE in [doubt.code for doubt in found.doubts]
        assert found.confidence <= STATED_MOST
    assert [(place.page, place.signal.code) for place in page_signals(plan) if place.signal.reason == "doubt"] == [
        (1, READING_UNSURE)
    ]


def test_a_sure_page_has_no_such_signal() -> None:
    plan: PlanDocument = made_plan(plain_transcript("Phấn đấu tối thiểu 98% hồ sơ đúng hạn.\n"))
    assert all(place.signal.code != READING_UNSURE for place in page_signals(plan))
