"""Scores and differences."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.source import Box, Frozen

Cause = Literal["document", "program", "lexicon", "model", "engine", "correction", "unknown"]
"""What changed since a reading that agreed; `correction`: nothing, a person corrected what is still read so."""


class FactDiff(Frozen):
    """One difference between what was read and what a person said.

    `reading` names the reading that golden's fact was accepted from, `words` the words under it ("" where unknown).
    """

    doc_id: str
    family: str
    key: str
    kind: Literal["added", "missing", "changed"]
    field: str = ""
    expected: str = ""
    actual: str = ""
    page: int = 0
    cause: Cause = "unknown"
    reading: str = ""
    words: str = ""


class Tally(Frozen):
    """Counts of a score: right, found and expected give precision, recall and F1."""

    name: str
    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right (1 where nothing was found)."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was found right (1 where nothing was expected)."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0


class JudgedFact(Frozen):
    """A fact held against its golden: read and expected (paired), expected alone (missing) or read alone (added).

    `right` is what the fact's confidence speaks of (docs/evaluation.md); `wrong` names the fields that differ.
    `number` is the fact's place among those that golden expects, -1 for an added one.
    """

    stem: str
    family: Literal["document", "sections", "targets", "tasks", "legal_refs", "commitments"]
    key: str
    state: Literal["paired", "missing", "added"]
    number: int = -1
    right: bool = False
    wrong: tuple[str, ...] = ()
    expected: str = ""
    actual: str = ""
    confidence: float = 0.0
    doubted: bool = False
    page: int = 0
    box: Box | None = None


class Measure(Frozen):
    """A score that is no tally: its value, over how many things it was taken, and whether low is good."""

    name: str
    value: float
    count: int
    low: bool = False


class Point(Frozen):
    """A point of a risk-coverage curve: when this share is checked by a person, this share is left wrong."""

    checked: float
    risk: float


class Bin(Frozen):
    """Facts of like confidence: how many, how sure on average, how many of them right."""

    count: int
    confidence: float
    right: float


class Calibration(Frozen):
    """How far the confidences of a family of facts may be believed."""

    family: str
    count: int
    wrong: int
    ece: float
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]


class BorneText(Frozen):
    """A text that a page (from 1) must bear: how it reads there, and how many letters of it are wrong."""

    page: int
    text: str
    reading: str
    edits: int


class Column(Frozen):
    """Everything that is said of a group of documents. `macro` is the mean of the documents' own F1."""

    name: str
    documents: int
    pages: int
    sealed: bool = Field(default=False, description="only totals may be shown")
    tallies: tuple[Tally, ...] = ()
    macro: dict[str, float] = Field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    calibrations: tuple[Calibration, ...] = ()
    faults: dict[str, dict[str, int]] = Field(
        default_factory=dict, description="how often a field is wrong: family, field ('missing' and 'added' too)"
    )
    forms: dict[str, dict[str, Tally]] = Field(
        default_factory=dict, description="targets (or rows of tasks) right by form: dimension, form"
    )


class Signature(Frozen):
    """What a score depends on, printed with it. `truth` is a hash over the golden files that were asked."""

    program: str
    extractors: str
    lexicon: str
    engine: str
    truth: str
    documents: int
    pages: int
    model: str = ""
    packages: str = ""

    def __str__(self) -> str:
        """One line, in the manner of sacrebleu."""
        parts = [
            f"kehoach {self.program}", f"extractors {self.extractors}", f"lexicon {self.lexicon}",
            f"engine {self.engine}", self.model and f"model {self.model}", f"truth {self.truth}",
            f"{self.documents} documents, {self.pages} pages", self.packages,
        ]  # fmt: skip
        return " · ".join(part for part in parts if part)


class Evaluation(Frozen):
    """A whole board: its columns, and the facts behind them (never those of sealed documents)."""

    signature: Signature
    sources: tuple[str, ...]
    columns: tuple[Column, ...]
    facts: tuple[JudgedFact, ...] = ()
    documents: dict[str, tuple[Tally, ...]] = Field(default_factory=dict, description="tallies by file, unsealed alone")
    borne: dict[str, tuple[BorneText, ...]] = Field(
        default_factory=dict, description="by file, for documents without true text: what their pages must bear"
    )
    notes: tuple[str, ...] = ()
