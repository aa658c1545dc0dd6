"""The command line: parse, call, print. Exit codes: 0 done, 1 difference, 2 wrong use, 3 set aside, 4 our fault."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kehoach.words import COMMANDS_VI, LANG, say
from pipeline.disk import is_full
from pipeline.settings import Settings

DONE, DIFFERENT, WRONG_USE, SET_ASIDE, FAULT = 0, 1, 2, 3, 4
INTERRUPTED = 130  # what typer makes of KeyboardInterrupt
WIDE = 160  # columns where the output is no terminal
console = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDE)
errors = Console(stderr=True)

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=say(
        "Đọc các bản kế hoạch quét (PDF) thành dữ liệu có cấu trúc mà cán bộ tin được.",
        "Reads scanned Vietnamese plans (PDF) into structured data that officials can trust.",
    ),
)


_reports: list[Path] = []
"""Where a fault of this run is reported: beside the data it worked on."""


class WrongUse(Exception):
    """The command cannot be carried out as it was given; one clear line says why."""


Data = Annotated[
    Path | None,
    typer.Option("--data", help=say("Thư mục dữ liệu (mặc định ./data).", "Data folder (default ./data).")),
]
Golden = Annotated[
    Path | None,
    typer.Option("--golden", help=say("Thư mục tệp chuẩn (mặc định ./golden).", "Golden folder (default ./golden).")),
]
AsJson = Annotated[bool, typer.Option("--json", help=say("In JSON cho chương trình khác.", "Print JSON for programs."))]


@app.callback()
def _options(
    lang: Annotated[
        str | None, typer.Option("--lang", help=say("Ngôn ngữ: vi hoặc en.", "Language: vi or en."))
    ] = None,
) -> None:
    if lang not in (None, "vi", "en"):
        raise WrongUse(say(f"--lang phải là vi hoặc en, không phải {lang}", f"--lang is vi or en, not {lang}"))


def settings_for(data: Path | None = None, golden: Path | None = None) -> Settings:
    """Join the environment's settings with the command's options."""
    given = {name: value for name, value in (("data", data), ("golden", golden)) if value is not None}
    settings = Settings().model_copy(update=given)
    _reports.insert(0, settings.data / "reports")
    return settings


def print_json(value: object) -> None:
    """Print a value as JSON for other programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def load_commands() -> None:
    """Let each command module register itself."""
    from kehoach import (  # noqa: F401
        analysis,
        comparing,
        documents,
        evaluation,
        learning,
        machine,
        review_page,
        reviewing,
        running,
        scoreboard,
        watching,
    )  # fmt: skip

    if LANG == "vi":
        for command in app.registered_commands:
            name = command.name or getattr(command.callback, "__name__", "")
            command.help = COMMANDS_VI.get(str(name))


def main() -> None:
    """Run the program; every failure is one line, every fault of ours a report."""
    load_commands()
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `nohup` and the like mean it so
        signal.signal(signal.SIGINT, _stop)
    try:
        code = app(standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else DONE)
    except WrongUse as wrong:
        errors.print(f"kehoach: {wrong}", style="red", markup=False)
        sys.exit(WRONG_USE)
    except (KeyboardInterrupt, typer.Abort):
        errors.print(say("Đã dừng.", "Stopped."))
        sys.exit(WRONG_USE)
    except Exception as fault:  # the last door: whatever was not foreseen becomes a report, never a bare traceback
        sys.exit(_end_of(fault))


def _stop(_number: int, _frame: object) -> None:
    """End on SIGTERM as on Ctrl-C: what was begun is closed on the way out, in silence."""
    logging.disable()
    raise KeyboardInterrupt


def _end_of(fault: Exception) -> int:
    """Tell wrong use, a full disk and faults of ours apart, and say what to do."""
    shown = getattr(fault, "format_message", None)
    if shown is not None:
        errors.print(f"kehoach: {shown()}", style="red", markup=False)
        return WRONG_USE
    if is_full(fault):
        place = getattr(fault, "filename", None) or ""
        told = say(f"đĩa đầy, cần thêm chỗ trống: {place}", f"the disk is full, free some space: {place}")
        errors.print(f"kehoach: {told}", style="red", markup=False)
        return FAULT
    if isinstance(fault, OSError):
        errors.print(f"kehoach: {fault.strerror or fault}: {fault.filename or ''}", style="red", markup=False)
        return FAULT
    report = (_reports[0] if _reports else Path("reports")) / "kehoach-fault.txt"
    with contextlib.suppress(OSError):
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
    errors.print(
        say(f"kehoach: lỗi của chương trình; báo cáo: {report}", f"kehoach: a fault of the program; report: {report}"),
        style="red",
        markup=False,
    )
    return FAULT
