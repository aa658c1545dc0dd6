"""`kehoach watch` and `serve`: each file as soon as it has stopped growing, or all at night."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kehoach.cli import Data, app, console, errors, settings_for
from kehoach.running import read_waiting
from kehoach.usage import WrongUse
from kehoach.words import WORDS, say
from pipeline.inbox import files_below
from pipeline.runs import begin_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings import Settings

LOOK_SECONDS = 10
"""The inbox is looked at so often even if nothing was told: a file may have become stable."""


@app.command(epilog=say("Ví dụ: kehoach watch --data D", "Example: kehoach watch --data D"))
def watch(data: Data = None) -> None:
    """Read each file of the inbox as it arrives, until stopped."""
    from flows.server import running_server

    settings = settings_for(data)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    try:
        with running_server(settings) as url:
            errors.print(say(f"Đang theo dõi {settings.inbox}", f"Watching {settings.inbox}"), markup=False)
            known = settings.model_copy(update={"server_port": urlsplit(url).port})
            begun = False
            for _ in _changes(settings):
                if not begun or files_below(settings.inbox):  # at first, what a run before this one left
                    _read(known)
                begun = True
    except KeyboardInterrupt:
        errors.print(say("Đã dừng.", "Stopped."))


@app.command(epilog=say("Ví dụ: kehoach serve --data D", "Example: kehoach serve --data D"))
def serve(data: Data = None) -> None:
    """Read the inbox every night at its hour, until stopped; shows its runs on 127.0.0.1."""
    from flows.server import HOST, running_server

    settings = settings_for(data)
    try:
        with running_server(settings, lasting=True):
            from flows.runners import RunnerUnavailable, check_runner
            from flows.schedule import WrongSchedule, serve_schedule

            place = settings.server_url or f"http://{HOST}:{settings.server_port}"
            told = say(
                f"Đọc inbox theo lịch {settings.cron} ({settings.timezone}); xem các lượt chạy: {place}; dừng: Ctrl-C",
                f"Reading the inbox at {settings.cron} ({settings.timezone}); its runs: {place}; stop with Ctrl-C",
            )
            errors.print(told, markup=False, soft_wrap=True)
            try:
                check_runner(settings)
                serve_schedule(settings)
            except WrongSchedule as wrong:
                raise WrongUse(
                    say(f"lịch KEHOACH_CRON, KEHOACH_TIMEZONE sai: {wrong}", f"no schedule of KEHOACH_CRON: {wrong}")
                ) from wrong
            except RunnerUnavailable as wrong:
                raise WrongUse(say(f"nơi đọc chưa dùng được: {wrong}", f"no runner: {wrong}")) from wrong
    except (KeyboardInterrupt, SystemExit):
        errors.print(say("Đã dừng.", "Stopped."))


def _changes(settings: Settings) -> Iterator[object]:
    """Give a turn at once, at every change in the inbox, and every `LOOK_SECONDS`."""
    from watchfiles import watch as changes

    yield None
    yield from changes(
        settings.inbox,
        force_polling=settings.poll_seconds > 0 or None,
        poll_delay_ms=int(settings.poll_seconds * 1000) or 300,
        rust_timeout=LOOK_SECONDS * 1000,
        yield_on_timeout=True,
    )


def _read(settings: Settings) -> None:
    """Read what is due and print a line a document."""
    with begin_run(settings) as run:
        done = read_waiting(run, [], stale=False)
    for record in done.records:
        status = WORDS.named("status", record.status)
        console.print(f"{record.source.file_name}: {status} {record.doc_id}", markup=False)
