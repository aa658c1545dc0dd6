"""`kehoach compare`: the same promise of many plans side by side, beside the national line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from kehoach.analysis import AcceptedOnly, Indicator, MinConfidence, Province, Year, full_store, selection_of
from kehoach.cli import AsJson, Data, Golden, app, archive_settings, console, print_json
from kehoach.usage import WrongUse, writing_to
from kehoach.words import LANG, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.compare.findings import Finding
    from pipeline.compare.matrix import Comparison, Judged
    from pipeline.report.evidence import Crops

FEW = 6
"""Plans that fit side by side in a terminal."""
STYLES = {"above": "green", "at": "", "below": "yellow", "not_comparable": "dim", "no_line": "dim"}
MARKS = {"above": "▲", "at": "●", "below": "▼", "not_comparable": "◇", "no_line": " "}


@app.command(
    epilog=say(
        "Ví dụ: kehoach compare --province 'Bình Thuận' --html bao-cao.html",
        "Example: kehoach compare --province 'Bình Thuận' --html report.html",
    )
)
def compare(
    data: Data = None,
    html: Annotated[
        Path | None, typer.Option("--html", help=say("Ghi báo cáo HTML.", "Write the HTML report."))
    ] = None,
    province: Province = None,
    year: Year = None,
    indicator: Indicator = None,
    min_confidence: MinConfidence = 0.0,
    accepted_only: AcceptedOnly = False,
    as_of: Annotated[
        str,
        typer.Option("--as-of", help=say("Ngày tính hạn (mặc định hôm nay).", "Day for deadlines (default today).")),
    ] = "",
    crops: Annotated[
        str, typer.Option("--crops", help=say("Hình trong báo cáo: none, some, all.", "Pictures: none, some, all."))
    ] = "some",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help=say("Địa giới trong báo cáo: then (khi ấy), today (nay).", "Places in the report: then, today."),
        ),
    ] = "then",
    golden: Golden = None,
    as_json: AsJson = False,
) -> None:
    """Put the same promise of many plans in one row, beside the national target."""
    from pipeline.compare.findings import find_findings
    from pipeline.compare.matrix import compare as put_side_by_side
    from pipeline.compare.promises import read_promises
    from pipeline.compare.yardstick import read_indicators
    from pipeline.golden.decisions import DecisionLog
    from pipeline.queries import open_tables

    selection = selection_of(province, year, indicator, min_confidence, accepted_only)
    day, pictures = _day(as_of), _crops(crops)
    if by not in ("then", "today"):
        raise WrongUse(say("--by là then hoặc today", "--by is then or today"))
    settings, store = archive_settings(data, golden), full_store(data)
    indicators = read_indicators(settings.overlay)
    with writing_to(settings.data), open_tables(store, DecisionLog(settings.golden)) as tables:
        comparison = put_side_by_side(read_promises(tables, selection), indicators)
        if html is not None:
            from pipeline.report.page import ReportAsked, write_report

            asked = ReportAsked(LANG, day, pictures, selection, by == "today")
            write_report(comparison, indicators, tables, store, html, asked)
    findings = find_findings(comparison)
    if as_json:
        print_json(_as_json(comparison, findings))
        return
    _show(comparison, findings)
    if html is not None:
        console.print(f"{html}", markup=False)


def _show(comparison: Comparison, findings: Sequence[Finding]) -> None:
    if len(comparison.plans) <= FEW:
        _show_rows(comparison)
    else:
        _show_groups(comparison)
    _show_findings(findings)
    linked = comparison.targets - comparison.unlinked
    console.print(
        say(
            f"{linked} trong {comparison.targets} chỉ tiêu gắn được với danh mục và được so sánh",
            f"{linked} of {comparison.targets} targets fit the taxonomy and are compared",
        ),
        style="dim",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as fault:
        raise WrongUse(
            say(f"--as-of là ngày dạng 2022-05-01: {text}", f"--as-of is a day like 2022-05-01: {text}")
        ) from fault


def _crops(text: str) -> Crops:
    known: dict[str, Crops] = {"none": "none", "some": "some", "all": "all"}
    if text in known:
        return known[text]
    raise WrongUse(say("--crops là none, some hoặc all", "--crops is none, some or all"))


def _told(judged: Judged) -> str:
    promise, code = judged.promise, judged.verdict.code
    year = f" ({promise.year})" if promise.year else ""
    style = STYLES[code]
    text = f"{MARKS[code]} {escape(promise.amount)}{year}"
    return f"[{style}]{text}[/]" if style else text


def _show_rows(comparison: Comparison) -> None:
    from pipeline.report.heat_map import national_text
    from pipeline.report.words import Words

    words = Words(LANG)
    table = Table(say("Chỉ số", "Indicator"), say("Vạch quốc gia", "National"))
    for plan in comparison.plans:
        table.add_column(escape(plan.label))
    for row in comparison.rows:
        note = " · ".join(part for part in (row.scope, "" if row.unit == "%" else row.unit) if part)
        cells = ["\n".join(map(_told, row.cells.get(plan.doc_id, ()))) or "·" for plan in comparison.plans]
        name = escape(row.indicator.name(LANG)) + (f" [dim]{escape(note)}[/]" if note else "")
        table.add_row(name, escape(national_text(row, words)), *cells)
    console.print(table)


def _show_groups(comparison: Comparison) -> None:
    """For many plans: how many promise it, the lowest, the middle one, the highest; all of one level and year."""
    from pipeline.report.heat_map import national_text
    from pipeline.report.words import Words

    words = Words(LANG)
    heads = [say("Chỉ số", "Indicator"), say("cấp", "level"), say("năm", "year"), say("vạch quốc gia", "national")]
    table = Table(*heads, say("kế hoạch", "plans"), "min", say("giữa", "middle"), "max", "▲", "●", "▼")
    for group in comparison.groups():
        values = group.values
        counts = [str(group.count(code) or "") for code in ("above", "at", "below")]
        unit = "" if group.row.unit == "%" else f" {group.row.unit}"
        name = " · ".join(part for part in (group.row.indicator.name(LANG), group.row.scope) if part)
        shown = [words.figure(value) + unit for value in (values[0], group.middle, values[-1])]
        table.add_row(
            *map(
                escape,
                [name, group.level, str(group.year or ""), national_text(group.row, words), str(group.plans), *shown],
            ),
            *counts,
        )
    console.print(table)


def _show_findings(findings: Sequence[Finding]) -> None:
    names = {
        "contradiction": say("có thể tự mâu thuẫn", "may contradict itself"),
        "retreat": say("thấp hơn lần trước", "less than before"),
        "below": say("dưới vạch quốc gia", "below the national line"),
    }
    for finding in findings:
        if finding.kind in names:
            sides = "; ".join(f"{side.plan.label} {side.judged.promise.amount}" for side in finding.sides[:4])
            more = f" (+{finding.count - 4})" if finding.count > 4 else ""
            line = f"{names[finding.kind]}: {finding.row.indicator.name(LANG)}: {sides}{more}"
            console.print(line, style="yellow", markup=False, highlight=False)


def _as_json(comparison: Comparison, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "plans": [plan.model_dump(mode="json") for plan in comparison.plans],
        "rows": [{"key": row.key, **row.model_dump(mode="json")} for row in comparison.rows],
        "findings": [
            {
                "kind": finding.kind,
                "row": finding.row.key,
                "level": finding.level,
                "year": finding.year,
                "width": finding.width,
                "count": finding.count,
                "promises": [side.judged.promise.target_id for side in finding.sides],
            }
            for finding in findings
        ],
        "targets": comparison.targets,
        "unlinked": comparison.unlinked,
    }
