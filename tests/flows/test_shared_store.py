"""More processes, more machines: the same export as one run in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.kill import differences, state_of
from pipeline.store import Store
from tests.flows.runs import LONG, PROJECT, environment, kehoach, start, wait_until, working_on
from tests.papers import write_plan

PLACES = ("Phú La", "Sơn Đa", "Hòa Thọ", "Cẩm Lĩnh", "Đông Yên", "Bãi Sậy")


def fill(data: Path) -> Path:
    (data / "inbox").mkdir(parents=True)
    for number, place in enumerate(PLACES):
        write_plan(data / "inbox" / f"{place}.pdf", place, pages=1 + number % 3)
    write_plan(data / "inbox" / "bản sao.pdf", PLACES[0])
    write_plan(data / "inbox" / "lần hai.pdf", PLACES[0], pages=2)  # a new scan of the first plan
    (data / "inbox" / "word.pdf").write_bytes(b"PK\x03\x04 a word file")
    return data


@pytest.fixture(scope="module")
def calm(port: int, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one run in one process leaves behind."""
    folder = tmp_path_factory.mktemp("calm")
    done = kehoach("run", "--data", fill(folder / "data"), server_port=port)
    assert done.returncode == 3, done.stdout + done.stderr
    versions = {record.plan_id for record in Store(folder / "data").records() if record.plan_id}
    assert len(versions) == len(PLACES), "two scans of one plan"
    return state_of(folder / "data", folder / "export")


@pytest.mark.slow
def test_two_runs_over_one_store_read_nothing_twice(port: int, calm: dict[str, bytes], tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    runs = [start("run", "--data", data, server_port=port, workers=1) for _ in range(2)]
    told = [run.communicate(timeout=LONG) for run in runs]
    assert {run.returncode for run in runs} <= {0, 3}, told
    assert differences(calm, state_of(data, tmp_path / "export")) == []
    read = [line["sha256"] for line in Store(data).journal() if line["event"] == "read"]
    assert len(read) == len(set(read))
    pages = [json.loads(line) for path in (data / "logs").iterdir() for line in path.open(encoding="utf-8")]
    once = [(line["sha256"], line["page"]) for line in pages if line["event"] == "page read"]
    assert len(once) == len(set(once)), "no page is read twice"
    assert list((data / "work").rglob("*.json")) == []


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Dask cluster of two workers, as another machine would offer it: its address."""
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    import dask
    from distributed import LocalCluster

    # each of two workers gets a document at first; one that starts slowly keeps it
    kept = dask.config.set({"distributed.scheduler.work-stealing": False})
    with kept, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as here:
        yield here.scheduler_address


@pytest.mark.slow
def test_a_dask_cluster_of_two_workers_gives_the_same_export(
    port: int, cluster: str, calm: dict[str, bytes], tmp_path: Path
) -> None:
    data = fill(tmp_path / "data")
    done = kehoach("run", "--data", data, server_port=port, runner="dask", dask_address=cluster)
    assert done.returncode == 3, done.stdout + done.stderr
    assert differences(calm, state_of(data, tmp_path / "export")) == []
    readers = {line["pid"] for line in map(json.loads, _log(data)) if line["event"] == "page read"}
    assert len(readers) == 2, "both workers read"


@pytest.mark.slow
def test_processes_give_the_same_export_and_end(port: int, calm: dict[str, bytes], tmp_path: Path) -> None:
    data = fill(tmp_path / "data")
    done = kehoach("run", "--data", data, server_port=port, runner="processes", workers=2)
    assert done.returncode == 3, done.stdout + done.stderr
    assert differences(calm, state_of(data, tmp_path / "export")) == []
    wait_until(lambda: not working_on(data))


def _log(data: Path) -> list[str]:
    return [line for path in (data / "logs").iterdir() for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_cluster_that_nobody_answers_for_is_one_clear_line(port: int, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    write_plan(data / "inbox" / "a.pdf")
    done = kehoach("run", "--data", data, server_port=port, runner="dask", dask_address="nowhere")
    assert done.returncode == 2
    assert "KEHOACH_DASK_ADDRESS" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_the_dask_runner_says_what_to_install(tmp_path: Path) -> None:
    asked = (
        "import importlib.util, sys; found = importlib.util.find_spec;"
        "import flows.runners as runners; runners.find_spec = lambda name: None;"
        "from pipeline.settings import Settings;"
        "\ntry: runners.check_runner(Settings(runner='dask'))"
        "\nexcept runners.RunnerUnavailable as missing: print(missing)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True, text=True, cwd=PROJECT, env=environment(), check=False,
    )  # fmt: skip
    assert "kehoach[dask]" in done.stdout, done.stderr
