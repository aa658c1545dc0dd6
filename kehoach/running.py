"""`kehoach run`: what waits is read, a page at a time on the terminal, a row a document at the end."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from kehoach.cli import (
    FAULT,
    SET_ASIDE,
    AsJson,
    Data,
    app,
    archive_settings,
    console,
    errors,
    print_json,
    settings_for,
)
from kehoach.documents import find_record, link_told, unread_pages
from kehoach.folders import check_archive
from kehoach.usage import WrongUse
from kehoach.words import WORDS, say
from pipeline.disk import need_space
from pipeline.inbox import Inbox, find_named, look_into
from pipeline.intake import in_order, is_due, take_in
from pipeline.runs import STORE, begin_run
from pipeline.settings import Settings
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.record import DocumentRecord
    from pipeline.runs import Run

COLUMNS = ("pages", "sections", "targets", "tasks", "doubts")


@app.command(
    epilog=say(
        "Ví dụ: kehoach run    ·    kehoach run quet/*.pdf --data D",
        "Examples: kehoach run    ·    kehoach run scans/*.pdf --data D",
    )
)
def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help=say("Tệp hoặc thư mục PDF; không nêu thì đọc inbox.", "PDF files or folders; none: the inbox.")
        ),
    ] = None,
    data: Data = None,
    stale: Annotated[
        bool,
        typer.Option(
            "--stale", help=say("Đọc lại những gì bản nâng cấp đụng tới.", "Re-read what an upgrade touches.")
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read what waits in the inbox, or copies of the files named."""
    settings = settings_for(data)
    if not paths:
        check_archive(settings.data)
    with begin_run(settings) as begun:
        done = read_waiting(begun, paths or [], stale)
    records, faults = done.records, done.faults
    _tell_left(done)
    if as_json:
        print_json([record.model_dump(mode="json", exclude={"sketch"}) for record in records])
    else:
        _print_rows(records, settings, Store(settings.data))
    if faults:
        raise typer.Exit(FAULT)
    if any(record.status != "read" for record in records):
        raise typer.Exit(SET_ASIDE)


@app.command(
    epilog=say("Ví dụ: kehoach retry    ·    kehoach retry phu-la", "Examples: kehoach retry · kehoach retry phu-la")
)
def retry(
    docs: Annotated[
        list[str] | None,
        typer.Argument(
            help=say(
                "Mã tài liệu (doc_id); không nêu thì mọi tài liệu bị cách ly.",
                "doc_id; none: all that are in quarantine.",
            )
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Let the next run read quarantined documents again, or the failed pages of a partial one that is named."""
    settings = archive_settings(data)
    with begin_run(settings) as run:
        chosen = [find_record(run.store, doc) for doc in docs or ()]
        if not docs:
            chosen = [record for record in run.store.records() if record.status == "quarantined"]
        for record in chosen:
            if record.status not in ("quarantined", "partial"):
                raise WrongUse(say(f"{record.doc_id} đã đọc đủ", f"{record.doc_id} is read whole: nothing to retry"))
        back = [_let_go(record, run) for record in {record.doc_id: record for record in chosen}.values()]
    if as_json:
        print_json([record.model_dump(mode="json", exclude={"sketch"}) for record in back])
        return
    for record in back:
        console.print(record.source.file_name, markup=False)
    console.print(
        say(
            f"{len(back)} tài liệu chờ đọc lại: kehoach run",
            f"{len(back)} documents wait to be read again: kehoach run",
        )
        if back
        else say("Không có tài liệu nào bị cách ly.", "Nothing is in quarantine."),
        markup=False,
    )


def _let_go(record: DocumentRecord, run: Run) -> DocumentRecord:
    """Let a document be read again, unless a run reads it just now."""
    with run.leases.trying(record.source.sha256) as ours, run.leases.waiting_for(STORE):
        if not ours:
            raise WrongUse(say(f"{record.doc_id} đang được đọc", f"{record.doc_id} is being read just now"))
        return run.store.release(record) if record.status == "quarantined" else run.store.reopen(record)


class Done(NamedTuple):
    """What a run did: documents in the order of names, faults of ours, files left in the inbox and why."""

    records: list[DocumentRecord]
    faults: int
    growing: tuple[str, ...]
    refused: tuple[str, ...]
    links: tuple[str, ...]


def read_waiting(run: Run, paths: Sequence[Path], stale: bool) -> Done:
    """Take files in and read what is new."""
    settings, store = run.settings, run.store
    try:
        named = tuple(find_named(paths))
    except FileNotFoundError as missing:
        raise WrongUse(say(f"không có tệp {missing}", f"no such file: {missing}")) from missing
    inbox = Inbox(named, ()) if paths else look_into(settings.inbox, settings.stable_seconds)
    need_space(settings.data, (item.path for item in inbox.ready))
    intake = take_in(inbox.ready, run)
    chosen = {record.source.sha256: record for record in intake.records}
    if not paths or stale:
        chosen |= {record.source.sha256: record for record in store.records() if is_due(record, settings, stale)}
    to_read = [record for record in chosen.values() if is_due(record, settings, stale)]
    faults = 0
    if to_read:
        done, faults = _read(to_read, run, stale)
        chosen |= {record.source.sha256: record for record in done}
    records = list(in_order(store.record(sha256) or chosen[sha256] for sha256 in chosen))
    return Done(records, faults, (*(item.name for item in inbox.left), *intake.left), intake.refused, inbox.links)


def _tell_left(done: Done) -> None:
    """Explain what stays in the inbox."""
    for name in done.growing:
        told = say(f"{name}: còn đang được chép, để lần sau.", f"{name}: still being copied, left for next time.")
        errors.print(told, markup=False)
    for name in done.refused:
        errors.print(say(f"{name}: không có quyền đọc.", f"{name}: no permission to read or move it."), markup=False)
    for name in done.links:
        errors.print(link_told(name), markup=False)


def _read(records: Sequence[DocumentRecord], run: Run, stale: bool) -> tuple[list[DocumentRecord], int]:
    from flows.server import running_server

    with (
        Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=errors,
            transient=True,
        ) as progress,
        running_server(run.settings),
    ):
        from flows.nightly import Told, run_batch
        from flows.runners import RunnerUnavailable

        bars: dict[str, int] = {}
        whole = progress.add_task(say("Tài liệu", "Documents"), total=len(records))

        def on_page(name: str, done: int, total: int) -> None:
            if name not in bars:
                bars[name] = progress.add_task(name[:48], total=total)
            progress.update(bars[name], completed=done)  # type: ignore[arg-type]

        def on_done(record: DocumentRecord) -> None:
            progress.advance(whole)
            if record.source.file_name in bars:
                progress.remove_task(bars.pop(record.source.file_name))  # type: ignore[arg-type]

        try:
            night = run_batch(in_order(records), run, Told(on_page, on_done), stale)
        except RunnerUnavailable as missing:
            raise WrongUse(say(f"nơi đọc chưa dùng được: {missing}", f"no runner: {missing}")) from missing
    return list(night.records), night.faults


def _print_rows(records: Sequence[DocumentRecord], settings: Settings, store: Store) -> None:
    if not records:
        console.print(
            say(f"Không có gì chờ đọc trong {settings.inbox}.", f"Nothing waits in {settings.inbox}."), markup=False
        )
        return
    table = Table(title=say("Tài liệu đã đọc", "Documents read"))
    table.add_column(say("tệp", "file"), overflow="fold")
    table.add_column(say("mã tài liệu", "doc_id"), overflow="fold")
    names = (say("trang", "pages"), say("mục", "sections"), say("chỉ tiêu", "targets"), say("nhiệm vụ", "tasks"))
    for name in (*names, say("nghi ngờ", "doubts")):
        table.add_column(name, justify="right")
    table.add_column(say("tình trạng", "status"))
    for record in records:
        counts = [str(getattr(record.summary, name)) for name in COLUMNS]
        table.add_row(escape(record.source.file_name), record.doc_id, *counts, WORDS.named("status", record.status))
    console.print(table)
    scans: dict[str, list[str]] = {}
    for record in store.records():
        scans.setdefault(record.plan_id, []).append(record.source.file_name)
    for record in records:
        _print_ties(record, store, scans[record.plan_id])
    _print_reasons(records, store)
    place = "" if settings.data == Settings().data else f" --data {shlex.quote(str(settings.data))}"
    export = shlex.quote(str(settings.data / "export"))
    console.print(
        say(
            f"Tiếp theo: kehoach show <mã tài liệu>{place} · kehoach export {export}{place}",
            f"Next: kehoach show <doc_id>{place} · kehoach export {export}{place}",
        ),
        markup=False,
    )


def _print_ties(record: DocumentRecord, store: Store, scans: Sequence[str]) -> None:
    """Say which pages of a document were not read, what its other names are, and which scans hold the same plan."""
    if record.status == "partial":
        console.print(unread_pages(store, record), style="yellow", markup=False)
    if record.plan_id and len(scans) > 1:
        told = say(f"các bản quét của kế hoạch {record.plan_id}", f"the scans of the plan {record.plan_id}")
        console.print(f"{record.source.file_name}: {told}: {', '.join(scans)}", markup=False)
    if len(record.names) > 1:
        told = say("cùng nội dung với", "the same bytes as")
        console.print(f"{record.names[0]}: {told} {', '.join(record.names[1:])}", markup=False)


def _print_reasons(records: Sequence[DocumentRecord], store: Store) -> None:
    aside = {record.source.sha256 for record in records if record.status == "quarantined"}
    for note in store.notes() if aside else []:
        if note.source.sha256 in aside:
            reason = say(f"{note.reason_vi} {note.help_vi}", f"{note.reason_en} {note.help_en}")
            console.print(f"{note.source.file_name}: {reason}", style="yellow", markup=False)
