"""How sure a target is: each sign moves its confidence the way it should."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.page import Reading
from models.plan import Quantity, Target
from models.source import Doubt, Found, Span
from models.transcript import Transcript
from pipeline.target_confidence import weigh_target
from tests.made import plain_transcript

TEXT = "Tối thiểu 98% hồ sơ được trả đúng hạn."


def found(transcript: Transcript, **changes: object) -> Found[Target]:
    """The target of the text, with changes of its value."""
    start = transcript.text.index("98")
    target = Target(
        quantity=Quantity(value=Decimal(98), unit="%", comparator=">="), subject="hồ sơ", section_role="targets",
        link_confidence=0.95, indicator_id="procedures.on_time", number_spans=(Span(start=start, end=start + 2),),
    )  # fmt: skip
    return transcript.found(target.model_copy(update=changes), Span(start=0, end=len(TEXT)), confidence=0.985)


def read_as(*texts: str, confidence: float) -> Transcript:
    """The text with its number read by several readers."""
    transcript = plain_transcript(TEXT)
    readings = tuple(Reading(reader=str(i), text=text, confidence=confidence) for i, text in enumerate(texts))
    words = tuple(
        word.model_copy(update={"readings": readings, "confidence": confidence})
        if transcript.text[word.start : word.end].startswith("98")
        else word
        for word in transcript.words
    )
    return transcript.model_copy(update={"words": words})


def test_a_clear_target_is_nearly_sure() -> None:
    assert weigh_target(found(plain_transcript(TEXT)), plain_transcript(TEXT)).confidence > 0.97


@pytest.mark.parametrize("change", [{"section_role": "other"}, {"link_confidence": 0.0}], ids=str)
def test_what_speaks_against_a_target_lowers_it(change: dict[str, object]) -> None:
    transcript = plain_transcript(TEXT)
    sure = weigh_target(found(transcript), transcript).confidence
    assert weigh_target(found(transcript, **change), transcript).confidence < sure - 0.005


def test_poor_digits_lower_and_are_doubted() -> None:
    transcript = read_as("98%", "93%", confidence=0.4)
    weighed = weigh_target(found(transcript), transcript)
    assert weighed.confidence < 0.97
    assert [(doubt.code, doubt.detail) for doubt in weighed.doubts] == [("readings_differ", "98% / 93%")]
    alone = read_as("98%", confidence=0.4)
    assert [doubt.code for doubt in weigh_target(found(alone), alone).doubts] == ["read_poorly"]


def test_the_doubts_of_the_finder_stay() -> None:
    transcript = plain_transcript(TEXT)
    doubted = found(transcript).model_copy(update={"doubts": (Doubt(code="below_national", detail="98 < 99"),)})
    assert [doubt.code for doubt in weigh_target(doubted, transcript).doubts] == ["below_national"]
