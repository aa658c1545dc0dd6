"""A server keeps the states of tasks a moment after they are told: a run waits for that before its server ends."""

from __future__ import annotations

import time

from prefect.client.orchestration import get_client

SECONDS = 20.0
EVERY = 0.2


def wait_for_states(flow_run: str, tasks: int) -> bool:
    """Wait until the server has the last state of so many tasks of a flow run; whether it has."""
    if not tasks:
        return True
    asked = {
        "flow_runs": {"id": {"any_": [flow_run]}},
        "task_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}},
    }
    deadline = time.monotonic() + SECONDS
    with get_client(sync_client=True) as client:
        while True:
            kept = client.request("POST", "/task_runs/count", json=asked).json()
            if kept >= tasks or time.monotonic() > deadline:
                return bool(kept >= tasks)
            time.sleep(EVERY)
