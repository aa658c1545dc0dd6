from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from models.record import DocumentRecord
from pipeline.store import Store
from tests.papers import write_bad_files, write_plan

PROJECT = Path(__file__).resolve().parents[2]


def kehoach(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KEHOACH_LANG": "en", "KEHOACH_STABLE_SECONDS": "0", "COLUMNS": "200"}
    command = [sys.executable, "-m", "kehoach", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, env=environment, check=False)


def records(data: Path) -> dict[str, DocumentRecord]:
    return {record.source.file_name: record for record in Store(data).records()}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """One run over a good plan and every kind of bad file, through a real Prefect server."""
    folder = tmp_path_factory.mktemp("night")
    inbox = folder / "data" / "inbox" / "huyện"
    inbox.mkdir(parents=True)
    write_bad_files(inbox)
    write_plan(inbox / "kế hoạch 2022.pdf", pages=3)
    return folder / "data", kehoach("run", "--data", folder / "data")


def test_the_good_plan_is_read_though_others_are_bad(night: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, done = night
    assert done.returncode == 3, done.stdout + done.stderr
    record = records(data)["kế hoạch 2022.pdf"]
    assert record.status == "read"
    assert record.summary.pages == 3
    plan = Store(data).plan(record.doc_id)
    found = {(str(f.value.quantity.value), f.value.quantity.comparator) for f in plan.targets}
    assert {("87", ">="), ("62.5", ">")} <= found
    assert record.doc_id.startswith("phu-la-2022-")


@pytest.mark.parametrize("code", ["not_pdf", "empty", "truncated", "encrypted"])
def test_a_bad_file_is_set_aside_with_a_reason(night: tuple[Path, subprocess.CompletedProcess[str]], code: str) -> None:
    data, done = night
    notes = {note.source.file_name: note for note in Store(data).notes()}
    note = notes[f"{code}.pdf"]
    assert note.code == code
    assert note.reason_en in done.stdout
    assert (data / "quarantine" / note.kept_as).exists()
    assert note.help_vi


def test_the_inbox_is_empty_and_the_server_gone(night: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, _ = night
    assert not [path for path in (data / "inbox").rglob("*") if path.is_file()]
    ours = str(data / ".prefect")
    alive = [process.pid for process in psutil.process_iter() if process.is_running() and ours in _environment(process)]
    assert alive == []


def _environment(process: psutil.Process) -> str:
    try:
        return process.environ().get("PREFECT_HOME", "")
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        return ""


def test_a_second_run_reads_nothing_and_starts_no_server(night: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, _ = night
    original = data / "archive"
    files = [path for path in original.rglob("*.pdf") if path.stat().st_size]
    before = (data / ".prefect" / "server.log").stat().st_mtime_ns
    plan = Store(data).plans / records(data)["kế hoạch 2022.pdf"].doc_id / "plan.json"
    read_at = plan.stat().st_mtime_ns
    again = kehoach("run", *files, "--data", data)
    assert again.returncode == 3
    assert (data / ".prefect" / "server.log").stat().st_mtime_ns == before
    assert plan.stat().st_mtime_ns == read_at


def test_status_show_and_export_speak_of_the_same_documents(
    night: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    data, _ = night
    assert "not_pdf.pdf" in kehoach("status", "--data", data).stdout
    shown = kehoach("show", "phu-la", "--data", data)
    assert shown.returncode == 0
    assert "62.5 %" in shown.stdout
    assert kehoach("export", tmp_path / "out", "--data", data).returncode == 0
    assert (tmp_path / "out" / "consolidated.csv").exists()


def test_a_fault_of_ours_costs_its_document_alone_and_leaves_a_report(tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    write_plan(scans / "fault.pdf", place="Hòn Gió")
    write_plan(scans / "good.pdf", place="Bãi Sậy")
    command = [sys.executable, "-m", "tests.flows.faulty_run", str(tmp_path / "data"), str(scans)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 1, done.stderr
    held = records(tmp_path / "data")
    assert (held["good.pdf"].status, held["fault.pdf"].status) == ("read", "quarantined")
    (note,) = Store(tmp_path / "data").notes()
    assert note.code == "fault"
    (report,) = (tmp_path / "data" / "reports").glob("*.txt")
    assert str(report) in note.reason_en
    assert "ZeroDivisionError: a fault of ours" in report.read_text(encoding="utf-8")


WRONG = [
    (("run", "missing.pdf"), "no such file"),
    (("show", "nothing"), "no data folder"),
    (("export", "out"), "no data folder"),
    (("run",), "no data folder"),
    (("show",), "Missing argument"),
    (("sing",), "No such command"),
]


@pytest.mark.parametrize(("arguments", "line"), WRONG)
def test_wrong_use_is_one_clear_line(arguments: tuple[str, ...], line: str, tmp_path: Path) -> None:
    data = () if arguments in (("show",), ("sing",)) else ("--data", tmp_path / "data")
    done = kehoach(*arguments, *data)
    assert done.returncode == 2
    assert line in done.stderr
    assert "Traceback" not in done.stderr
