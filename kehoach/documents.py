"""`kehoach status`, `show`, `export`: what lies in the store, for people and for other programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from kehoach.cli import AsJson, Data, app, archive_settings, console, print_json
from kehoach.usage import WrongUse
from kehoach.words import WORDS, moment, say
from models.source import Found
from pipeline.doubt_words import tell_doubt
from pipeline.inbox import files_below, links_below
from pipeline.nights import read_nights
from pipeline.phrasebook import SIGNS
from pipeline.runs import leases_folder, living_runs
from pipeline.store import Store

if TYPE_CHECKING:
    from models.plan import PlanDocument
    from models.record import DocumentRecord
    from pipeline.nights import NightRecord


Doc = Annotated[
    str, typer.Argument(help=say("Mã tài liệu (doc_id), hoặc phần đầu của mã.", "doc_id or its beginning."))
]


def find_record(store: Store, beginning: str) -> DocumentRecord:
    """Return the document whose doc_id is, or alone begins with, what was typed.

    Raises:
        WrongUse: none or several.
    """
    records = [record for record in store.records() if record.doc_id]
    found = [record for record in records if record.doc_id == beginning]
    found = found or [record for record in records if record.doc_id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(record.doc_id for record in found[:6])
        raise WrongUse(say(f"{beginning} chỉ nhiều tài liệu: {names}", f"{beginning} means several documents: {names}"))
    raise WrongUse(say(f"không có tài liệu {beginning} trong {store.data}", f"no document {beginning} in {store.data}"))


@app.command(epilog=say("Ví dụ: kehoach status --data D", "Example: kehoach status --data D"))
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Inbox, documents read, doubts, quarantine with reasons, the last run."""
    settings = archive_settings(data)
    store = Store(settings.data)
    records = store.records()
    counts = Counter(record.status for record in records)
    inbox = len(files_below(settings.inbox)) if settings.inbox.exists() else 0
    links = links_below(settings.inbox) if settings.inbox.exists() else ()
    notes = store.notes()
    last = max((line["when"] for line in store.journal() if line["event"] in ("read", "quarantined")), default="")
    doubts = sum(record.summary.doubts for record in records)
    folder = leases_folder(settings.data)
    living = living_runs(folder) if folder.exists() else []
    night = next(iter(reversed(read_nights(settings.data))), None)
    if as_json:
        print_json(
            {
                "inbox": inbox,
                **{name: counts[name] for name in ("waiting", "read", "partial", "quarantined")},
                "doubts": doubts,
                "last_read": last,
                "last_run": night.model_dump(mode="json") if night else None,
                "running": len(living),
                "links": links,
                "quarantine": [note.model_dump(mode="json") for note in notes],
            }
        )
        return
    table = Table(show_header=False)
    table.add_row(say("chờ trong inbox", "waiting in the inbox"), str(inbox + counts["waiting"]))
    table.add_row(say("đã đọc", "read"), str(counts["read"]))
    table.add_row(say("đọc một phần", "partly read"), str(counts["partial"]))
    table.add_row(say("cách ly", "quarantined"), str(counts["quarantined"]))
    table.add_row(say("điều nghi ngờ cần xem", "doubts to look at"), str(doubts))
    table.add_row(say("lần đọc cuối", "last read"), moment(last) or "–")
    table.add_row(say("lượt chạy cuối", "last run"), escape(_told(night)) if night else "–")
    table.add_row(say("đang chạy", "running now"), str(len(living)))
    console.print(table)
    for record in records:
        if record.status == "partial":
            console.print(unread_pages(store, record), style="yellow", markup=False)
    for note in notes:
        console.print(f"{note.source.file_name}: {say(note.reason_vi, note.reason_en)}", style="yellow", markup=False)
    for name in links:
        console.print(link_told(name), style="yellow", markup=False)


def link_told(name: str) -> str:
    """Say that something in the inbox is no file of its own, and what to do."""
    return say(
        f"{name}: là liên kết, không phải tệp: không đọc; hãy chép chính tệp ấy vào inbox.",
        f"{name}: a link, not a file: not read; copy the file itself into the inbox.",
    )


def _told(night: NightRecord) -> str:
    faults = say(f", {night.faults} lỗi", f", {night.faults} faults") if night.faults else ""
    whole = say("đọc đủ", "read whole")
    told = f"{moment(night.began)}, {WORDS.named('outcome', night.outcome)}: {night.read}/{night.documents} {whole}"
    return f"{told}{faults} {night.message}".strip()


def unread_pages(store: Store, record: DocumentRecord) -> str:
    """Name the pages of a partly read document that could not be read, and why."""
    failures = store.plan(record.doc_id).failures
    pages = ", ".join(f"{failure.number} ({WORDS.named('reason', failure.reason)})" for failure in failures)
    return say(
        f"{record.source.file_name}: trang không đọc được: {pages}. kehoach retry {record.doc_id}",
        f"{record.source.file_name}: pages not read: {pages}. kehoach retry {record.doc_id}",
    )


@app.command(epilog=say("Ví dụ: kehoach show tuy-phong-2022", "Example: kehoach show tuy-phong-2022"))
def show(doc: Doc, data: Data = None, as_json: AsJson = False) -> None:
    """Print one plan: front matter, section tree, targets, tasks, doubts."""
    store = Store(archive_settings(data).data)
    record = find_record(store, doc)
    if record.status == "quarantined":
        why = [note for note in store.notes() if note.source.sha256 == record.source.sha256]
        told = " ".join(say(f"{note.reason_vi} {note.help_vi}", f"{note.reason_en} {note.help_en}") for note in why)
        raise WrongUse(say(f"{record.doc_id} đang bị cách ly: {told}", f"{record.doc_id} is in quarantine: {told}"))
    plan = store.plan(record.doc_id)
    if as_json:
        print_json(plan.model_dump(mode="json"))
        return
    _show_front(plan)
    _show_sections(plan)
    _show_targets(plan)
    _show_tasks(plan)
    for doubt in plan.doubts:
        console.print(f"? {tell_doubt(doubt, WORDS)}", style="yellow", markup=False)


def _show_front(plan: PlanDocument) -> None:
    status = WORDS.named("status", plan.status)
    table = Table(title=escape(f"{plan.doc_id} · {plan.source.file_name} · {status}"), show_header=False)
    for name in type(plan.front).model_fields:
        field = getattr(plan.front, name)
        if isinstance(field, Found):
            value = WORDS.days(str(field.value))
            table.add_row(WORDS.named("field", name), escape(value), WORDS.number(field.confidence, 2))
        elif field.why != "not_stated":
            table.add_row(WORDS.named("field", name), f"({WORDS.named('absent', field.why)})", "?")
    console.print(table)


def _show_sections(plan: PlanDocument) -> None:
    root = Tree(say("Các mục", "Sections"))
    branches: dict[int, Tree] = {0: root}
    for found in plan.sections:
        section = found.value
        above = max(level for level in branches if level < section.level)
        role = WORDS.named("role", section.role)
        branch = branches[above].add(escape(f"{section.label} {section.heading[:90]}  ({role})"))
        branches = {level: tree for level, tree in branches.items() if level < section.level} | {section.level: branch}
    console.print(root)


def _show_targets(plan: PlanDocument) -> None:
    table = Table(title=say("Chỉ tiêu", "Targets"))
    for name in (
        "#",
        say("mục", "section"),
        say("chỉ tiêu", "target"),
        say("nội dung", "subject"),
        say("năm", "year"),
        say("trang", "page"),
    ):
        table.add_column(name, overflow="fold")
    for found in plan.targets:
        target, quantity = found.value, found.value.quantity
        change = {"increase": "↑", "decrease": "↓"}.get(quantity.change, "")
        top = f"–{WORDS.figure(quantity.value_max)}" if quantity.value_max is not None else ""
        amount = f"{change}{SIGNS[quantity.comparator]}{WORDS.figure(quantity.value)}{top} {quantity.unit}".strip()
        style = "yellow" if found.doubts or found.confidence < 0.8 else None
        table.add_row(
            target.target_id.rsplit(".", 1)[-1],
            *map(escape, (target.section_path, amount, target.subject[:110])),
            str(target.year or ""),
            str(found.page),
            style=style,
        )
    console.print(table)


def _show_tasks(plan: PlanDocument) -> None:
    if not plan.tasks:
        return
    table = Table(title=say("Nhiệm vụ trong phụ lục", "Tasks of the appendix"))
    for name in (
        "",
        "TT",
        say("nhiệm vụ", "task"),
        say("chủ trì", "lead"),
        say("thời hạn", "deadline"),
        say("tr.", "p."),
    ):
        table.add_column(name, overflow="fold")
    for found in plan.tasks:
        task = found.value
        lead = "; ".join(task.lead_agencies) or task.lead
        cells = (task.group_label, task.number, task.task[:80], lead[:40], task.deadline_text[:40])
        table.add_row(*map(escape, cells), str(found.page))
    console.print(table)
