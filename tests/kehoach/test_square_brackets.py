"""Names and texts with square brackets are shown as they stand: the terminal's markup is for our own words."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from kehoach import cli, running
from models.golden import GoldenPlan, GoldenTarget
from models.plan import PlanDocument
from pipeline.golden.files import write_golden
from pipeline.settings import Settings
from pipeline.store import Store
from tests.pipeline.made_store import made_plan, made_store, made_task, target

NAME = "Kế hoạch [bản ký][/x].pdf"


@pytest.fixture
def plan() -> PlanDocument:
    made = made_plan(
        "Tuy Phong", [target("", "50", subject="hồ sơ [mức 4][/b]")], tasks=[made_task(1, "Phòng [A][/b]", None)]
    )
    return made.model_copy(update={"source": made.source.model_copy(update={"file_name": NAME})})


@pytest.fixture
def store(plan: PlanDocument, tmp_path: Path) -> Store:
    return made_store(tmp_path / "data", [plan])


def answer(
    words: list[str | Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["kehoach", *map(str, words)])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    code = cli.answer()
    told = capsys.readouterr()
    return code, told.out + told.err


def test_show_tells_them(
    store: Store, plan: PlanDocument, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, told = answer(["show", plan.doc_id, "--data", store.data], capsys, monkeypatch)
    assert code == 0, told
    for text in (NAME, "hồ sơ [mức 4][/b]", "Phòng [A][/b]"):
        assert text in told


def test_diff_tells_them(
    store: Store,
    plan: PlanDocument,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = GoldenTarget(value="70", unit="%", comparator=">=", subject="a", quote="a", section_path="II")  # type: ignore[arg-type]
    golden = GoldenPlan(plan_id=plan.plan_id, title="a", origin="read", read_from="b", targets=(wanted,))
    write_golden(golden, tmp_path)
    code, told = answer(["diff", "--data", store.data, "--golden", tmp_path], capsys, monkeypatch)
    assert code == 1, told
    assert NAME in told


def test_sql_tells_them(store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, told = answer(["sql", 'SELECT file_name AS "[/x]" FROM documents', "--data", store.data], capsys, monkeypatch)
    assert code == 0, told
    assert NAME in told


def test_run_tells_them_and_how_many_documents_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (record,) = store.records()
    seen, out = io.StringIO(), io.StringIO()
    monkeypatch.setattr(running, "errors", Console(file=seen, force_terminal=True, width=120))
    monkeypatch.setattr(running, "console", Console(file=out, width=160))

    @contextlib.contextmanager
    def no_server(_: Settings) -> Iterator[str]:
        yield ""

    def batch(records: Sequence[Any], _run: object, told: Any, _stale: bool) -> Any:
        told.on_page(NAME, 1, 3)
        return SimpleNamespace(records=tuple(records), faults=0)

    monkeypatch.setattr("flows.server.running_server", no_server)
    monkeypatch.setattr("flows.nightly.run_batch", batch)
    settings = Settings(data=store.data)
    running._read([record], SimpleNamespace(settings=settings), stale=False)  # type: ignore[arg-type]
    assert NAME in seen.getvalue()
    assert "0/1" in seen.getvalue()
    running._print_rows([record], settings, store)
    assert NAME in out.getvalue()
