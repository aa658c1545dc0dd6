"""The command line: parse, call, print. Exit codes: 0 done, 1 difference, 2 wrong use, 3 set aside, 4 our fault."""

from __future__ import annotations

import contextlib
import getpass
import json
import logging
import os
import signal
import sys
import traceback
from copy import copy
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.rich_utils
from rich.console import Console

from kehoach.ending import Ending
from kehoach.folders import check_archive, check_golden, check_place
from kehoach.usage import (
    HEADINGS_VI,
    HELP_VI,
    MISTYPED,
    WrongUse,
    broken_told,
    fault_told,
    full_told,
    refused_told,
    usage_told,
)
from kehoach.words import COMMANDS_VI, LANG, say
from pipeline.disk import is_full
from pipeline.golden.broken import BrokenFile
from pipeline.refused import QueryError
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


Data = Annotated[
    Path | None,
    typer.Option("--data", help=say("Thư mục dữ liệu (mặc định ./data).", "Data folder (default ./data).")),
]
Golden = Annotated[
    Path | None,
    typer.Option("--golden", help=say("Thư mục tệp chuẩn (mặc định ./golden).", "Golden folder (default ./golden).")),
]
AsJson = Annotated[bool, typer.Option("--json", help=say("In JSON cho chương trình khác.", "Print JSON for programs."))]


def _known_language(lang: str | None) -> str | None:
    if lang not in (None, "vi", "en"):
        raise WrongUse(say(f"--lang phải là vi hoặc en, không phải {lang}", f"--lang is vi or en, not {lang}"))
    return lang


@app.callback()
def _options(
    lang: Annotated[
        str | None,
        typer.Option("--lang", callback=_known_language, help=say("Ngôn ngữ: vi hoặc en.", "Language: vi or en.")),
    ] = None,
) -> None:
    """Take what stands before the command; `kehoach.words` has seen the language already."""


def settings_for(data: Path | None = None, golden: Path | None = None) -> Settings:
    """Join the environment's settings with the options of a command that may be the first to use a folder.

    Raises:
        WrongUse: a folder lies below a file.
    """
    given = {name: value for name, value in (("data", data), ("golden", golden)) if value is not None}
    settings = Settings().model_copy(update=given)
    check_place(settings.data)
    check_place(settings.golden)
    _reports.insert(0, settings.data / "reports")
    return settings


def archive_settings(data: Path | None = None, golden: Path | None = None) -> Settings:
    """Join the environment's settings with the options of a command that works on what is there.

    Raises:
        WrongUse: the data folder is not there or is none; so for a golden folder that was named.
    """
    settings = settings_for(data, golden)
    check_archive(settings.data)
    if golden is not None:
        check_golden(golden)
    return settings


def login() -> str:
    """Name of this machine's user: who says yes unless a name is given."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return "?"


def print_json(value: object) -> None:
    """Print a value as JSON for other programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def load_commands() -> None:
    """Let each command module register itself, and say in Vietnamese what it does."""
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


def program() -> Any:
    """Build the whole command line: each command takes `--lang` too, and its help speaks the language of this run."""
    load_commands()
    whole: Any = typer.main.get_command(app)
    lang = next(option for option in whole.params if option.name == "lang")
    for command in whole.commands.values():
        own = copy(lang)
        own.expose_value = False
        command.params.append(own)
    if LANG == "vi":
        for name, heading in HEADINGS_VI.items():
            setattr(typer.rich_utils, name, heading)
        for command in (whole, *whole.commands.values()):
            command.get_help_option(typer.Context(command)).help = HELP_VI
    return whole


def main() -> None:
    """Run the program and end its process."""
    ending = Ending()
    ending.code = answer()
    sys.exit(ending.code)


def answer() -> int:
    """Run the program and return its exit code; every failure is one line, every fault of ours a report."""
    whole = program()
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # `nohup` and the like mean it so
        signal.signal(signal.SIGINT, _stop)
    try:
        code = whole(standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else DONE
    except WrongUse as wrong:
        _tell(str(wrong))
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        errors.print(say("Đã dừng.", "Stopped."))
        return WRONG_USE
    except Exception as fault:  # the last door: whatever was not foreseen becomes a report, never a bare traceback
        return _end_of(fault)


def _stop(_number: int, _frame: object) -> None:
    """End on SIGTERM as on Ctrl-C: what was begun is closed on the way out, in silence."""
    logging.disable()
    raise KeyboardInterrupt


def _end_of(fault: Exception) -> int:
    """Tell wrong use, a full disk and faults of ours apart, and say what to do."""
    shown = getattr(fault, "format_message", None)
    if shown is not None:
        _tell(usage_told(shown()))
        return WRONG_USE
    if isinstance(fault, BrokenFile):
        _tell(broken_told(fault))
        return WRONG_USE
    if isinstance(fault, QueryError):
        _tell(refused_told(fault))
        return FAULT if fault.flaw in ("files", "memory") else WRONG_USE
    if is_full(fault):
        _tell(full_told(fault))
        return FAULT
    if isinstance(fault, OSError):
        _tell(fault_told(fault))
        return WRONG_USE if fault.errno in MISTYPED else FAULT
    report = (_reports[0] if _reports else Path("reports")) / "kehoach-fault.txt"
    with contextlib.suppress(OSError):
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text("".join(traceback.format_exception(fault)), encoding="utf-8")
    _tell(say(f"lỗi của chương trình; báo cáo: {report}", f"a fault of the program; report: {report}"))
    return FAULT


def _tell(line: str) -> None:
    """Print what went wrong as one line, however long."""
    errors.print(f"kehoach: {line}", style="red", markup=False, soft_wrap=True)
