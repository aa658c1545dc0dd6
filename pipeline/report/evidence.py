"""Every number of the report leads to its words on paper; some of them to their picture."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from pipeline.doubt_words import tell_cell
from pipeline.phrasebook import SIGNS
from pipeline.report.crops import data_uri, read_crops

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.compare.findings import Finding
    from pipeline.compare.matrix import Comparison, Judged
    from pipeline.compare.promises import Plan
    from pipeline.report.words import Words
    from pipeline.store import Store

Crops = Literal["none", "some", "all"]
FEW = 250
"""Promises of which each has its picture in the page."""
MOST = 80
"""Pictures in the page where there are more promises: those of findings and doubts."""


class Evidence:
    """Numbers the promises of a report and holds what is to be said of each."""

    def __init__(self, comparison: Comparison, words: Words) -> None:
        self._words = words
        plans = {plan.doc_id: plan for plan in comparison.plans}
        self.held: list[tuple[Plan, Judged, str]] = [
            (plans[doc_id], judged, row.indicator.name(words.lang))
            for row in comparison.rows
            for doc_id, cell in row.cells.items()
            for judged in cell
        ]
        self._number = {judged.promise.target_id: place for place, (_, judged, _) in enumerate(self.held)}
        self.inside: dict[str, str] = {}
        self.beside: dict[str, str] = {}

    def number(self, judged: Judged) -> int:
        """Number of a promise in the page."""
        return self._number[judged.promise.target_id]

    def add_pictures(self, store: Store, findings: Sequence[Finding], path: Path, crops: Crops) -> None:
        """Cut pictures out: into the page for findings and doubts (for all where few); `all`: the others beside it."""
        if crops == "none":
            return
        first = [side.judged.promise for finding in findings for side in finding.sides]
        doubtful = [judged.promise for _, judged, _ in self.held if judged.promise.doubts]
        everything = [judged.promise for _, judged, _ in self.held]
        chosen = (
            everything if len(everything) <= FEW else list({p.target_id: p for p in first + doubtful}.values())[:MOST]
        )
        for target_id, picture in read_crops(store, chosen):
            self.inside[target_id] = data_uri(picture)
        if crops == "all" and len(everything) > FEW:
            folder = path.with_name(path.stem + "-crops")
            folder.mkdir(parents=True, exist_ok=True)
            for target_id, picture in read_crops(store, everything):
                (folder / f"{target_id}.webp").write_bytes(picture)
                self.beside[target_id] = f"{folder.name}/{target_id}.webp"

    def as_json(self, store: Store, path: Path) -> dict[str, Any]:
        """What the page's script shows of each promise; file names and headings once."""
        shas = {record.doc_id: record.source.sha256 for record in store.records()}
        plans: dict[str, int] = {}
        documents: list[list[str]] = []
        for plan, _, _ in self.held:
            if plan.doc_id not in plans:
                plans[plan.doc_id] = len(plans)
                paper = os.path.relpath(store.original(shas[plan.doc_id]), path.parent)
                documents.append([plan.label, plan.file_name, paper])
        names: dict[str, int] = {}
        entries = []
        for plan, judged, name in self.held:
            promise = judged.promise
            entries.append(
                [
                    *(
                        plans[plan.doc_id],
                        names.setdefault(name, len(names)),
                        self._words.amount(promise),
                        promise.quote,
                    ),
                    *(promise.page, self._told(judged), self._doubts(promise.doubts)),
                    self.inside.get(promise.target_id) or self.beside.get(promise.target_id, ""),
                ]
            )
        return {"plans": documents, "names": list(names), "promises": entries}

    def _doubts(self, cell: str) -> str:
        return "\n".join(str(told) for told in tell_cell(cell, self._words))

    def _told(self, judged: Judged) -> str:
        """Everything about a promise on one line."""
        words, promise = self._words, judged.promise
        told = [str(promise.year)] if promise.year else []
        if promise.section_path:
            told.append(words("section", path=promise.section_path))
        told.append(words("confidence", value=words.figure(round(Decimal(promise.confidence), 2))))
        if judged.mentions > 1:
            told.append(words("mentions", count=judged.mentions))
        told.append(verdict_text(judged, words))
        return " · ".join(told)


def verdict_text(judged: Judged, words: Words) -> str:
    """Say how a promise stands beside the national line, which one, and why not where it does not."""
    verdict, line = judged.verdict, judged.verdict.line
    said = words({"below": "below_line"}.get(verdict.code, verdict.code))
    if verdict.why:
        said += f" ({words('why_' + verdict.why)})"
    if line is not None:
        said += f": {SIGNS[line.comparator]}{words.figure(line.value)}{line.unit} ({line.year}, {line.source})"
    if verdict.plan_older:
        said += f"; {words('plan_older')}"
    return said
