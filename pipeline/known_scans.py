"""The plans read so far, by which the next document is known as a new scan of one of them.

Sketches stand in one matrix, so a document is held against an archive of years in milliseconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from pipeline.identity import HASHES
from pipeline.line_file import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.record import DocumentRecord
    from pipeline.store import Store

SURE = 0.55
"""Sketches this alike are one text, whatever was misread in the letterhead."""
LIKELY = 0.28
"""Enough where unit and period agree: two readings of one page share about two runs of words in three."""
NAME_ALIKE = 85
UNIT_ALIKE = 60
"""A misread letter or two leave a name so much alike."""


class KnownScans:
    """Documents with the plans that they hold."""

    def __init__(self, records: Iterable[DocumentRecord] = ()) -> None:
        self._rows: dict[str, int] = {}
        self._plans: list[str] = []
        self._units: list[str] = []
        self._taken: set[str] = set()
        self._sketches = np.zeros((64, HASHES), np.uint32)
        self._told = np.zeros(64, bool)
        for record in records:
            self.add(record)

    def add(self, record: DocumentRecord) -> None:
        """Remember a document, if its plan is known."""
        if not record.plan_id:
            return
        row = self._rows.setdefault(record.source.sha256, len(self._plans))
        if row == len(self._plans):
            self._plans.append(record.plan_id)
            self._units.append(record.unit)
            if row == len(self._told):
                self._sketches = np.concatenate([self._sketches, np.zeros_like(self._sketches)])
                self._told = np.concatenate([self._told, np.zeros_like(self._told)])
        self._plans[row] = record.plan_id
        self._units[row] = record.unit
        self._taken.add(record.plan_id)
        self._told[row] = bool(record.sketch)
        if record.sketch:
            self._sketches[row] = record.sketch

    def find_plan_id(self, name: str, sketch: Sequence[int], unit: str = "") -> str:
        """Return the plan that a document is a scan of, else a new plan_id made of its name.

        A scan joins a plan when their texts resemble each other: nearly whole, or largely with the same unit and years.
        Units copy each other's plans: where both letterheads name a unit (`unit`, as a slug) and these are clearly
        two, so are the plans.
        """
        best, best_score = "", 0.0
        for row, alike in self._alike(sketch):
            plan_id = self._plans[row]
            if alike <= best_score or _years(name) != _years(plan_id):
                continue
            if unit and self._units[row] and fuzz.ratio(unit, self._units[row]) < UNIT_ALIKE:
                continue
            if alike >= SURE or fuzz.ratio(name, plan_id) >= NAME_ALIKE:
                best, best_score = plan_id, alike
        if best:
            return best
        if name not in self._taken:
            return name
        count = 2
        while f"{name}-v{count}" in self._taken:
            count += 1
        return f"{name}-v{count}"

    def _alike(self, sketch: Sequence[int]) -> list[tuple[int, float]]:
        """Documents whose text resembles this one, in the order in which they were read."""
        if not sketch:
            return []
        count = len(self._plans)
        shares = (self._sketches[:count] == np.asarray(sketch, np.uint32)).mean(axis=1) * self._told[:count]
        return [(int(row), float(shares[row])) for row in np.flatnonzero(shares >= LIKELY)]


class StoreScans(KnownScans):
    """The scans of a store, with those that other runs read meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = store.journal_path.stat().st_size if store.journal_path.exists() else 0
        super().__init__(store.records())

    def look_again(self) -> None:
        """Take in what the journal says of documents read since the last look."""
        for line, behind in read_lines(self._store.journal_path, self._seen):
            self._seen = behind
            if line["event"] == "read" and line["sha256"] not in self._rows:
                record = self._store.record(line["sha256"])
                if record is not None:
                    self.add(record)


def _years(name: str) -> str:
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    return "-".join(found)
