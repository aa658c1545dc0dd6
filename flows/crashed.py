"""A run that was killed must not stay "Running" in the Prefect UI."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

from pipeline.leases import RUN, read_lease
from pipeline.owners import owner_is_dead
from pipeline.runs import leases_folder

if TYPE_CHECKING:
    from pathlib import Path

    from prefect.client.schemas.objects import FlowRun

FLOWS = ("night", "nightly")
"""The schedule's flow and that of a batch."""
GRACE_SECONDS = 60.0
"""A run takes its lease within so many seconds of its start."""
MOST = 200


def close_killed_runs(data: Path) -> list[FlowRun]:
    """Mark the flow runs whose process is gone as crashed; return them."""
    killed = []
    with get_client(sync_client=True) as client:
        running = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=list(FLOWS))),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.CANCELLING]))
            ),
            limit=MOST,
        )
        for run in running:
            if _is_gone(run, data):
                client.set_flow_run_state(run.id, Crashed(message="its process was killed"), force=True)
                killed.append(run)
    return killed


def _is_gone(run: FlowRun, data: Path) -> bool:
    held = read_lease(leases_folder(data) / f"{RUN}{run.id}.json")
    if held is not None:
        return bool(held.facts) and owner_is_dead(held.facts)
    begun = run.start_time or run.created or datetime.now(UTC)
    return datetime.now(UTC) - begun > timedelta(seconds=GRACE_SECONDS)
