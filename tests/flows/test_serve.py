from __future__ import annotations

import http.client
import json
import signal
import socket
import sqlite3
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.server import api_url, healthy
from pipeline.leases import Leases
from pipeline.runs import STORE, leases_folder
from pipeline.store import Store
from tests.flows.runs import LONG, kehoach, start, wait_until, working_on
from tests.papers import write_plan


def ask(url: str, body: dict[str, Any] | None = None) -> Any:
    """Ask the Prefect server; None where it does not know the thing yet, or is too busy to say."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except (OSError, http.client.HTTPException):
        return None


def answer_to(url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask until the server answers."""
    found: dict[str, Any] = {}
    wait_until(lambda: found.update(ask(url, body) or {}) or found)
    return found


def state(run: str) -> dict[str, Any]:
    """State of a flow run by its address."""
    return (ask(run) or {}).get("state") or {}


def hook(told: Path) -> str:
    """An alert command that keeps what it is told, a line an alert."""
    keep = f"import sys; line = sys.stdin.buffer.read() + bytes([10]); open({str(told)!r}, 'ab').write(line)"
    return f'{sys.executable} -c "{keep}"'


def alerts(told: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()] if told.exists() else []


@pytest.mark.slow
def test_the_night_is_scheduled_and_reads_the_inbox(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    write_plan(data / "inbox" / "a.pdf")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    serving = start("serve", "--data", data, server_port=port)
    api, found = api_url(port), {}
    try:
        wait_until(lambda: healthy(port) or serving.poll() is not None)
        wait_until(
            lambda: (
                found.update(ask(f"{api}/deployments/name/night/kehoach") or {}) or found or serving.poll() is not None
            )
        )
        schedule = found["schedules"][0]["schedule"]
        assert (schedule["cron"], schedule["timezone"]) == ("0 1 * * *", "Asia/Ho_Chi_Minh")
        of_ours = {"deployments": {"id": {"any_": [found["id"]]}}}
        wait_until(lambda: ask(f"{api}/flow_runs/filter", of_ours))
        planned = ask(f"{api}/flow_runs/filter", {**of_ours, "sort": "EXPECTED_START_TIME_ASC"})
        assert {run["expected_start_time"][11:16] for run in planned} == {"18:00"}
        begun = answer_to(f"{api}/deployments/{found['id']}/create_flow_run", {})
        run = f"{api}/flow_runs/{begun['id']}"
        wait_until(lambda: state(run).get("type") in ("COMPLETED", "FAILED", "CRASHED"))
        assert state(run)["message"] == "1 of 1 documents read whole, 0 faults"
        assert [record.status for record in Store(data).records()] == ["read"]
    finally:
        serving.send_signal(signal.SIGTERM)
        out, err = serving.communicate(timeout=LONG)
    assert serving.returncode == 0, out + err
    assert "Traceback" not in err
    wait_until(lambda: not working_on(data))
    with sqlite3.connect(data / ".prefect" / "prefect.db") as database:
        assert database.execute("select paused from deployment").fetchall() == [(0,)]


@pytest.mark.slow
def test_of_the_nights_missed_the_last_is_caught_up(port: int, tmp_path: Path) -> None:
    api = api_url(port)
    known = f"{api}/deployments/name/night/kehoach"
    first = start("serve", "--data", tmp_path, server_port=port)
    wait_until(lambda: ask(known) or first.poll() is not None)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=LONG) == 0, first.communicate()
    made = answer_to(known)["id"]
    nights = [(datetime.now(UTC) - timedelta(days=days)).isoformat() for days in (3, 2, 1)]
    for night in nights:
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": night}}
        assert ask(f"{api}/deployments/{made}/create_flow_run", {"state": state})
    told = tmp_path / "told.json"
    again = start("serve", "--data", tmp_path, server_port=port, alert_command=hook(told))

    def runs() -> list[tuple[str, str]]:
        asked = {"deployments": {"id": {"any_": [made]}}}
        found = ask(f"{api}/flow_runs/filter", asked) or []
        return [(run["expected_start_time"][:10], run["state"]["type"]) for run in found if run["state"]]

    try:
        wait_until(lambda: "COMPLETED" in [state for _, state in runs()] or again.poll() is not None)
        assert runs() == [(nights[-1][:10], "COMPLETED")]
        assert [alert["event"] for alert in alerts(told)] == ["late"], "a night caught up is late"
    finally:
        again.send_signal(signal.SIGTERM)
        out, err = again.communicate(timeout=LONG)
    assert again.returncode == 0, out + err
    assert "Traceback" not in err
    assert healthy(port), "a server that stood before is left standing"


@pytest.mark.slow
def test_a_night_that_was_killed_does_not_stay_running_and_is_told(port: int, tmp_path: Path) -> None:
    api, data = api_url(port), tmp_path / "data"
    (data / "inbox").mkdir(parents=True)
    known = f"{api}/deployments/name/night/kehoach"
    serving = start("serve", "--data", data, server_port=port)
    leases = leases_folder(data)
    try:
        with Leases(leases, 600) as other:
            assert other.take(STORE), "the night will wait for it"
            wait_until(
                lambda: (ask(known) or {}).get("parameters") == {"data": str(data)} or serving.poll() is not None
            )
            begun = answer_to(f"{api}/deployments/{answer_to(known)['id']}/create_flow_run", {})
            run = f"{api}/flow_runs/{begun['id']}"
            wait_until(lambda: list(leases.glob("run-*.json")) or serving.poll() is not None)
            serving.kill()
            serving.communicate()
        wait_until(lambda: not working_on(data))
        assert state(run)["type"] == "RUNNING"
    finally:
        serving.kill()
    told = tmp_path / "told.json"
    again = start("serve", "--data", data, server_port=port, alert_command=hook(told))
    try:
        wait_until(lambda: state(run).get("type") == "CRASHED" or again.poll() is not None)
        wait_until(lambda: alerts(told) or again.poll() is not None)
        assert [alert["event"] for alert in alerts(told)] == ["failed"]
    finally:
        again.send_signal(signal.SIGTERM)
        out, err = again.communicate(timeout=LONG)
    assert (again.returncode, "Traceback" in err) == (0, False), out + err


@pytest.mark.parametrize("settings", [{"timezone": "Asia/Nowhere"}, {"cron": "at one"}])
def test_a_wrong_schedule_is_one_clear_line(port: int, settings: dict[str, str], tmp_path: Path) -> None:
    done = kehoach("serve", "--data", tmp_path, server_port=port, **settings)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert next(iter(settings.values())) in done.stderr
