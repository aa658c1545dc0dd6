"""The Prefect server on PostgreSQL, as an office with several machines has it: no state of a task is lost."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.flows.runs import LONG, start, wait_until
from tests.papers import write_plan

COUNT = 60
NOBODY = ("postgres", "nobody")


def _programs() -> Path | None:
    """Folder of PostgreSQL's programs (Debian keeps them by version)."""
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _as_nobody() -> tuple[list[str], int]:
    """How to start a program that refuses to run as root, and the owner of its files."""
    if os.geteuid():
        return [], os.geteuid()
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next((names[name] for name in NOBODY if name in names), None)
    if user is None or shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no setpriv here to start it as another user")
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
    ], user.pw_uid


@pytest.fixture
def database() -> Iterator[str]:
    """A PostgreSQL of its own for the test: its address."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    prefix, owner = _as_nobody()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="kehoach-pg-"))
    try:
        os.chown(folder, owner, -1)
        home = folder / "db"
        made = [*prefix, str(programs / "initdb"), "-D", str(home), "-A", "trust", "-U", "kehoach", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder)
        serve = [*prefix, str(programs / "postgres"), "-D", str(home), "-k", str(folder), "-h", "127.0.0.1"]
        server = subprocess.Popen(
            [*serve, "-p", str(port), "-c", "fsync=off"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = f"postgresql+asyncpg://kehoach@127.0.0.1:{port}/postgres"
            wait_until(lambda: _answers(programs, address) or server.poll() is not None)
            yield address
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=20)
            if server.poll() is None:
                server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(programs: Path, database: str) -> bool:
    """Whether it answers questions: a port is open before that."""
    asked = [str(programs / "psql"), database.replace("+asyncpg", ""), "-At", "-c", "select 1"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _states(database: str, table: str) -> dict[str, int]:
    """Count the runs of a table of Prefect's by state."""
    programs = _programs()
    assert programs is not None
    address = database.replace("+asyncpg", "")
    asked = [str(programs / "psql"), address, "-At", "-c", f"select state_type, count(*) from {table} group by 1"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return {line.split("|")[0]: int(line.split("|")[1]) for line in told.splitlines()}


@pytest.mark.slow
def test_sixty_documents_lose_no_state_of_a_task(database: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    for number in range(COUNT):
        write_plan(data / "inbox" / f"{number:02d}.pdf", f"Xã Số {number}")
    run = start("run", "--data", data, module="tests.flows.slow_run", server_database=database, workers=2)
    out, err = run.communicate(timeout=LONG)
    assert run.returncode == 0, out + err
    assert [record.status for record in Store(data).records()] == ["read"] * COUNT
    assert _states(database, "task_run") == {"COMPLETED": COUNT}
    assert _states(database, "flow_run") == {"COMPLETED": 1}
    assert not (data / ".prefect" / "prefect.db").exists()
