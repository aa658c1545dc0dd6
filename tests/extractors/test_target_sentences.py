"""Sentences as offices write them, labelled before the program read them (`sentences/*.txt`, `promises.txt`)."""

from __future__ import annotations

import pytest

from extractors.clean import BULLETS
from extractors.commitments import find_commitments
from extractors.lexicon import load_lexicon
from extractors.outline import Outline
from extractors.targets import find_targets
from models.plan import FrontMatter, Section
from models.source import Found, Span
from tests.extractors.target_sentences import FOLDER, Sentence, faults_of, read_commitments, read_sentences
from tests.made import plain_transcript

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
SENTENCES = [sentence for name in NAMES for sentence in read_sentences(name)]
PROMISES = read_commitments()
FRONT = FrontMatter(
    unit_level=Found[str](value="huyện"), period_start=Found[int](value=2024), period_end=Found[int](value=2025)
)


def outline_over(length: int, role: str) -> Outline:
    """One section over a whole text."""
    section = Section(path="II", label="II", heading="Nội dung", level=1, role=role, span=Span(start=0, end=length))  # type: ignore[arg-type]
    return Outline(sections=(Found[Section](value=section),))


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence.text[:50] for sentence in SENTENCES])
def test_sentences(sentence: Sentence) -> None:
    transcript = plain_transcript(sentence.text)
    outline = outline_over(len(transcript.text), "targets")
    found = find_targets(transcript, outline, sentence.front, (), (), load_lexicon())
    assert not faults_of(list(found), sentence.wanted)
    assert not [one.value.subject for one in found if one.value.subject[:1] in f"-+»,;:.{BULLETS}"]


@pytest.mark.parametrize(("text", "wanted"), PROMISES, ids=[text[:50] for text, _ in PROMISES])
def test_promises_without_a_number(text: str, wanted: list[tuple[str, str]]) -> None:
    transcript = plain_transcript(text)
    outline = outline_over(len(transcript.text), "tasks")
    targets = find_targets(transcript, outline, FRONT, (), (), load_lexicon())
    found = find_commitments(transcript, outline, load_lexicon(), front=FRONT, targets=targets)
    assert [one.value.kind for one in found] == [kind for kind, _ in wanted]
    assert all(part.casefold() in one.quote.casefold() for one, (_, part) in zip(found, wanted, strict=True))


def test_there_are_hundreds() -> None:
    assert len(SENTENCES) >= 640
    assert len(PROMISES) >= 340
