"""The night's schedule: a Prefect deployment that reads the inbox at its hour, as long as `kehoach serve` runs.

Imported after `flows.server` has said where the server is.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.schedules import Cron
from prefect.states import Completed, Failed
from prefect.types.entrypoint import EntrypointType

from flows.nightly import run_batch
from pipeline.inbox import find_waiting
from pipeline.intake import in_order, is_due, take_in
from pipeline.lock import only_run
from pipeline.settings import Settings
from pipeline.store import Store

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

NAME = "kehoach"


class WrongSchedule(Exception):
    """The settings' cron line or time zone means nothing."""


@flow(name="night", persist_result=False)
def night(data: str) -> State:
    """Read what waits in the inbox of a data folder (runs in a process of its own).

    Raises:
        RunInProgress: another run holds the data folder; the night then shows as failed.
    """
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    settings = Settings().model_copy(update={"data": Path(data)})
    store = Store(settings.data)
    with only_run(settings.data) as cut_short:
        if cut_short:
            store.mend()
        take_in(find_waiting(settings.inbox, settings.stable_seconds), store)
        due = in_order(record for record in store.records() if is_due(record, settings))
        if not due:
            return Completed(message="nothing new")
        done = run_batch(due, store, settings)
    whole = sum(record.status == "read" for record in done.records)
    told = f"{whole} of {len(done.records)} documents read whole, {done.faults} faults"
    return Failed(message=told) if done.faults else Completed(message=told)


def _end_with(parent: int) -> None:
    """End this process, and so its workers, when `kehoach serve` was killed: the next run goes on from the store."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def drop_missed(client: SyncPrefectClient) -> int:
    """Of the nights missed while nothing served, keep the last to be caught up; return how many were dropped."""
    missed = client.read_flow_runs(
        deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[NAME])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
            expected_start_time=FlowRunFilterExpectedStartTime(before_=datetime.now(UTC)),
        ),
    )
    dropped = sorted(missed, key=lambda run: run.expected_start_time or datetime.now(UTC))[:-1]
    for run in dropped:
        client.delete_flow_run(run.id)
    return len(dropped)


def serve_schedule(settings: Settings) -> None:
    """Serve the schedule until stopped; a stop leaves it as it is, so a restart goes on with it.

    Raises:
        WrongSchedule: the cron line or the time zone means nothing.
    """
    try:
        ZoneInfo(settings.timezone)
        schedule = Cron(settings.cron, timezone=settings.timezone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise WrongSchedule(f"{settings.cron} {settings.timezone}: {wrong}") from wrong
    with get_client(sync_client=True) as client:
        drop_missed(client)
    night.serve(
        name=NAME,
        schedule=schedule,
        parameters={"data": str(settings.data.resolve())},
        limit=1,
        pause_on_shutdown=False,
        print_starting_message=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
