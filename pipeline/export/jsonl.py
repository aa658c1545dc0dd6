"""JSON Lines of whole plans: a line for each document read, as `docs/schema/plan.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.export.part_file import PartFile

if TYPE_CHECKING:
    from pathlib import Path

    from models.plan import PlanDocument

NAME = "plans.jsonl"


def plan_line(plan: PlanDocument) -> bytes:
    """Write a plan as one line."""
    return plan.model_dump_json().encode() + b"\n"


class JsonLinesWriter:
    """The file of plans, grown a plan at a time."""

    def __init__(self, folder: Path) -> None:
        self._file = PartFile(folder / NAME)

    def append(self, line: bytes) -> None:
        """Add a plan."""
        self._file.write(line)

    def close(self) -> tuple[Path, ...]:
        """Put the file into its place."""
        self._file.commit()
        return (self._file.path,)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._file.discard()
