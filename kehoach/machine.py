"""`kehoach doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.table import Table

from kehoach.cli import DIFFERENT, AsJson, Data, app, console, print_json, settings_for
from kehoach.deployment import Check, check_deployment, data_folder
from kehoach.words import say

if TYPE_CHECKING:
    from pipeline.settings import Settings

PACKAGES = ("pdfplumber", "pytesseract", "camelot-py", "spacy", "underthesea", "pydantic", "prefect")
FREE_MB = 500


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(
        "python", (3, 11) <= sys.version_info[:2] < (3, 14), version, "apt-get install python3.11 python3-venv"
    )


def _packages() -> list[Check]:
    checks = []
    for name in PACKAGES:
        try:
            checks.append(Check(name, True, metadata.version(name)))
        except metadata.PackageNotFoundError:
            checks.append(Check(name, False, say("thiếu", "missing"), "make setup"))
    return checks


def _tesseract() -> list[Check]:
    program = shutil.which("tesseract")
    install = "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
    if not program:
        return [Check("tesseract", False, say("thiếu", "missing"), install)]
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split("\n")[0]
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    checks = [Check("tesseract", True, version)]
    checks += [
        Check(
            f"tesseract {language}",
            language in listed,
            program if language in listed else say("thiếu", "missing"),
            install,
        )
        for language in ("vie", "osd")
    ]
    return checks


def _data(settings: Settings) -> list[Check]:
    free = shutil.disk_usage(data_folder(settings)).free >> 20
    return [
        Check(
            say("thư mục dữ liệu", "data folder"),
            free > FREE_MB,
            f"{settings.data} ({free} MB)",
            say("giải phóng đĩa", "free some disk space"),
        )
    ]


@app.command(epilog=say("Ví dụ: kehoach doctor --json", "Example: kehoach doctor --json"))
def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Say what is installed and what is wrong, with the command that mends it."""
    settings = settings_for(data)
    checks = [_python(), *(packages := _packages()), *_tesseract(), *_data(settings)]
    if all(check.well for check in packages):
        checks += check_deployment(settings)
    if as_json:
        print_json([check._asdict() for check in checks])
    else:
        table = Table()
        for heading in ("", say("mục", "what"), say("thấy", "seen"), say("cách sửa", "how to mend")):
            table.add_column(heading, overflow="fold")
        for check in checks:
            told = (check.name, check.seen, "" if check.well else check.mend)
            table.add_row("✓" if check.well else "✗", *map(escape, told))
        console.print(table)
    if not all(check.well for check in checks):
        raise typer.Exit(DIFFERENT)
