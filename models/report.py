"""Scores and differences."""

from __future__ import annotations

from typing import Literal

from models.source import Frozen

Cause = Literal["document", "program", "lexicon", "model", "engine", "unknown"]


class FactDiff(Frozen):
    """One difference between what was read and what a person said."""

    doc_id: str
    family: str
    key: str
    kind: Literal["added", "missing", "changed"]
    field: str = ""
    expected: str = ""
    actual: str = ""
    page: int = 0
    cause: Cause = "unknown"


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


class Signature(Frozen):
    """What a score depends on, printed with it."""

    program: str
    lexicon: str
    engine: str
    documents: int
    profile: str = ""


class Report(Frozen):
    """Tallies by document and profile, with their signature and differences."""

    signature: Signature
    tallies: dict[str, tuple[Tally, ...]]
    diffs: tuple[FactDiff, ...] = ()
