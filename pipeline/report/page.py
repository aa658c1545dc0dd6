"""Write the report: one HTML file with everything in it, the same bytes for the same state, day and language."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pipeline.compare.findings import find_findings
from pipeline.files import write_atomic
from pipeline.report.charts import progress_chart, rows_over_years, spread_chart, spread_groups
from pipeline.report.evidence import Crops, Evidence, verdict_text
from pipeline.report.heat_map import make_heat_map, national_text, row_name
from pipeline.report.task_board import make_task_board
from pipeline.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pipeline.compare.findings import Finding
    from pipeline.compare.matrix import Comparison, Group
    from pipeline.compare.yardstick import Indicator
    from pipeline.export.selection import Selection
    from pipeline.phrasebook import Lang
    from pipeline.queries import Tables
    from pipeline.store import Store

HERE = Path(__file__).parent
SHOWN = {"contradiction": 12, "retreat": 12, "below": 10, "least": 10, "spread": 10}
"""Findings of each kind that the page tells; the others are in `compare --json`."""
SPREADS = 42
"""Groups in the charts of spread."""
PLACES_SHOWN = 60
"""Places that are listed openly; more are folded away."""


class ReportAsked(NamedTuple):
    """What the reader asked for."""

    lang: Lang
    today: date
    crops: Crops
    selection: Selection
    today_places: bool = False
    """Whether units are ordered and named by their province of today, not by that of their plan."""


def write_report(
    comparison: Comparison,
    indicators: Mapping[str, Indicator],
    tables: Tables,
    store: Store,
    path: Path,
    asked: ReportAsked,
) -> None:
    """Write the page (and, where all pictures were asked for, those of the page beside it).

    Raises:
        OSError: the file could not be written.
    """
    words = Words(asked.lang)
    findings = find_findings(comparison)
    evidence = Evidence(comparison, words)
    evidence.add_pictures(store, _first(findings), path, asked.crops)
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=select_autoescape(["j2"]), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    groups = list(comparison.groups())
    plans = {plan.doc_id: plan for plan in comparison.plans}
    rows = rows_over_years(comparison)
    held = json.dumps(evidence.as_json(store, path), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = environment.get_template("page.html.j2").render(
        t=words,
        asked=asked,
        style=Markup((HERE / "style.css").read_text(encoding="utf-8")),
        script=Markup((HERE / "page.js").read_text(encoding="utf-8")),
        evidence=Markup(held),
        number=evidence.number,
        pictures=evidence.inside,
        verdict=lambda judged: verdict_text(judged, words),
        overview=_overview(comparison),
        quality=_quality(comparison, tables, indicators),
        findings=[(kind, *_of_kind(findings, kind)) for kind in SHOWN],
        row_name=lambda row: row_name(row, words),
        national_text=lambda row: national_text(row, words),
        map=make_heat_map(comparison, evidence, words, asked.today_places),
        spreads=[
            (words(f"field_{field}"), Markup(spread_chart(held_groups, words, f"spread-{field}")))
            for field, held_groups in spread_groups(groups, SPREADS).items()
        ],
        others=[_numbers_line(group, words) for group in groups if group.row.unit != "%" and group.plans > 1],
        progress=Markup(progress_chart(rows, comparison, words)) if rows else "",
        board=make_task_board(tables, set(plans), asked.today),
        plans=plans,
        places=_places(comparison),
        communes=_communes(comparison),
        many_places=len(comparison.plans) > PLACES_SHOWN,
    )
    write_atomic(path, page.encode())


def _of_kind(findings: Sequence[Finding], kind: str) -> tuple[list[Finding], int]:
    found = [finding for finding in findings if finding.kind == kind]
    return found[: SHOWN[kind]], len(found)


def _first(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for kind in SHOWN for finding in _of_kind(findings, kind)[0]]


def _overview(comparison: Comparison) -> dict[str, Any]:
    starts = [plan.period_start for plan in comparison.plans if plan.period_start]
    ends = [plan.period_end or plan.period_start for plan in comparison.plans if plan.period_start]
    years = f"{min(starts)}–{max(filter(None, ends))}" if starts else "–"
    return {
        "plans": len(comparison.plans),
        "places": len({plan.place.key for plan in comparison.plans}),
        "provinces": len({plan.place.province for plan in comparison.plans if plan.place.province}),
        "years": years,
    }


def _quality(comparison: Comparison, tables: Tables, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    """Counts that tell how far to trust the page; expected errors are the sum of what each confidence leaves open."""
    status = dict(tables.query("SELECT status, count(*) FROM documents GROUP BY 1").rows)
    scans = tables.query("SELECT count(*) FROM documents WHERE version_of IS NOT NULL").rows[0][0]
    promises = [judged.promise for row in comparison.rows for cell in row.cells.values() for judged in cell]
    unreviewed = [promise for promise in promises if promise.review == "unreviewed"]
    spoken = {doc_id for row in comparison.rows for doc_id in row.cells}
    lines = [line for indicator in indicators.values() for line in indicator.national]
    return {
        "documents": status.get("read", 0) + status.get("partial", 0),
        "partial": status.get("partial", 0),
        "quarantined": status.get("quarantined", 0),
        "scans": scans,
        "targets": comparison.targets,
        "linked": comparison.targets - comparison.unlinked,
        "reviewed": len(promises) - len(unreviewed),
        "promises": len(promises),
        "expected": sum(1 - promise.confidence for promise in unreviewed),
        "doubts": sum(bool(promise.doubts) for promise in promises),
        "silent": len(comparison.plans) - len(spoken),
        "unchecked": sum(not line.checked for line in lines),
        "lines": len(lines),
    }


def _numbers_line(group: Group, words: Words) -> tuple[str, ...]:
    label, note = row_name(group.row, words)
    told = " · ".join(part for part in (note, words(f"level_{group.level}"), str(group.year or "")) if part)
    values = group.values
    return label, told, *(words.figure(value) for value in (values[0], group.middle, values[-1])), str(group.plans)


def _places(comparison: Comparison) -> list[Any]:
    """Places by their province then, each once."""
    found = {plan.place.key: plan.place for plan in comparison.plans if plan.place.label}
    return sorted(found.values(), key=lambda place: (place.province, place.level, place.label))


def _communes(comparison: Comparison) -> list[tuple[str, str, list[tuple[str, bool]]]]:
    """Communes of today: province, name, and the units with a plan whose land they took (shared with others or not)."""
    units = {(plan.place.province_now, plan.place.label): plan.place.district for plan in comparison.plans}
    found: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    for (province, label), district in sorted(units.items()):
        if district is not None and district.label == label:
            for commune in district.communes:
                found[province, commune.name].append((label, commune.shared))
    return [(province, name, held) for (province, name), held in sorted(found.items())]
