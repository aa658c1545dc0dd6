"""What each run did, a line a run in `<data>/nights.jsonl`, and whether a night is like those before it."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Literal

from models.source import Frozen
from pipeline.line_file import append_line, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from models.record import DocumentRecord

Outcome = Literal["done", "failed", "crashed"]
USUAL_OF = 30
"""So many nights before say what is usual,"""
FEWEST = 5
"""if there are at least so many."""
SPREADS = 3 * 1.4826
"""Median absolute deviations (as standard deviations) over the median that are more than usual,"""
TIMES = 1.5
"""and at least so many times the median."""


class NightRecord(Frozen):
    """One run: when, by whom, what it read."""

    run: str
    kind: Literal["night", "run"]
    outcome: Outcome
    began: str
    ended: str
    message: str = ""
    documents: int = 0
    read: int = 0
    partial: int = 0
    quarantined: int = 0
    faults: int = 0
    pages: int = 0
    doubts: int = 0

    @property
    def doubts_a_page(self) -> float:
        """Doubts for each page read (0 where none was)."""
        return self.doubts / self.pages if self.pages else 0.0


def tally(records: Iterable[DocumentRecord]) -> dict[str, int]:
    """Count what a night says of its documents."""
    held = list(records)
    return {
        "documents": len(held),
        **{name: sum(record.status == name for record in held) for name in ("read", "partial", "quarantined")},
        "pages": sum(record.summary.pages for record in held),
        "doubts": sum(record.summary.doubts for record in held),
    }


def write_night(data: Path, night: NightRecord) -> None:
    """Add a run to the nights."""
    data.mkdir(parents=True, exist_ok=True)
    append_line(data / "nights.jsonl", night.model_dump(mode="json"))


def read_nights(data: Path) -> list[NightRecord]:
    """Return every run, oldest first."""
    return [NightRecord.model_validate(line) for line, _ in read_lines(data / "nights.jsonl")]


def usual_doubts(before: Sequence[NightRecord]) -> float | None:
    """Return how many doubts a page are the most that is usual; None where too few nights have shown it."""
    shares = [night.doubts_a_page for night in before if night.pages][-USUAL_OF:]
    if len(shares) < FEWEST:
        return None
    middle = median(shares)
    spread = median(abs(share - middle) for share in shares)
    return max(middle + SPREADS * spread, middle * TIMES)
