from __future__ import annotations

import json
import socket
from pathlib import Path

from pipeline.nights import NightRecord, write_night
from pipeline.owners import myself
from pipeline.runs import leases_folder
from tests.flows.runs import kehoach


def wrong(data: Path, **settings: object) -> dict[str, str]:
    """What the doctor finds wrong in a deployment: name and what was seen."""
    done = kehoach("doctor", "--data", data, "--json", **settings)
    assert "Traceback" not in done.stderr
    checks = json.loads(done.stdout)
    found = {check["name"]: check["seen"] for check in checks if not check["well"]}
    assert done.returncode == (1 if found else 0)
    assert all(check["mend"] for check in checks if not check["well"]), "each with what mends it"
    return found


def test_a_deployment_without_faults_and_one_with_many(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        free = other.getsockname()[1]
    assert wrong(data, server_port=free) == {}
    assert list(data.rglob(".doctor*")) == []

    leases_folder(data).mkdir(parents=True)
    dead = {"token": "x", **myself(), "pid": 2**22 + 1}
    (leases_folder(data) / "run-1.json").write_text(json.dumps(dead), encoding="utf-8")
    began = "2026-01-01T18:00:00+00:00"
    write_night(data, NightRecord(run="r", kind="night", outcome="failed", began=began, ended=began))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        faults = {"server_port": taken, "cron": "at one", "runner": "dask", "dask_address": "tcp://127.0.0.1:1"}
        found = wrong(data, **faults)
    assert set(found) == {"schedule", "Prefect server", "runner", "runs", "last night"}
    assert str(taken) in found["Prefect server"]
    assert "1 locks left behind" in found["runs"]
    assert set(wrong(data, server_port=free, timezone="Asia/Nowhere")) == {"clock", "schedule", "runs", "last night"}
