"""The night's schedule: a Prefect deployment that reads the inbox at its hour, as long as `kehoach serve` runs.

Imported after `flows.server` has said where the server is.
"""

from __future__ import annotations

import asyncio
import logging
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
from prefect.runner import Runner
from prefect.runtime import flow_run
from prefect.schedules import Cron
from prefect.states import Completed, Failed
from prefect.types.entrypoint import EntrypointType

from flows.crashed import close_killed_runs
from flows.nightly import Night, run_batch
from pipeline.alerts import alert
from pipeline.disk import need_space
from pipeline.inbox import look_into
from pipeline.intake import in_order, is_due, take_in
from pipeline.logbook import log_to
from pipeline.nights import read_nights, usual_doubts
from pipeline.runs import begin_run
from pipeline.settings import Settings

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.schedules import Schedule

NAME = "kehoach"
log = logging.getLogger("kehoach.night")


class WrongSchedule(Exception):
    """The settings' cron line or time zone means nothing."""


@flow(name="night", persist_result=False)
def night(data: str) -> State:
    """Read what waits in the inbox of a data folder (runs in a process of its own, which ends with `kehoach serve`)."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    settings = Settings().model_copy(update={"data": Path(data)})
    log_to(settings.data, str(flow_run.get_id()))
    overtime = threading.Timer(settings.longest_hours * 3600, _tell_overtime, [settings])
    overtime.daemon = True
    overtime.start()
    try:
        _tell_late(settings, flow_run.get_scheduled_start_time())
        done = _read_inbox(settings)
    except Exception as fault:
        told = f"{type(fault).__name__}: {fault}"
        alert(settings, "failed", f"Lượt chạy đêm bị hỏng: {told}", f"The night failed: {told}")
        raise
    finally:
        overtime.cancel()
    return _end_of(done, settings)


def _end_with(parent: int) -> None:
    """End this process, and so its workers, when `kehoach serve` was killed: the next run goes on from the store.

    The system's own way (`die_with_parent`) minds the thread that started a process, which may end long before.
    """
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def _read_inbox(settings: Settings) -> Night:
    with begin_run(settings, str(flow_run.get_id())) as run:
        inbox = look_into(settings.inbox, settings.stable_seconds)
        need_space(settings.data, (item.path for item in inbox.ready))
        intake = take_in(inbox.ready, run)
        for name in (*(item.name for item in inbox.left), *intake.left, *intake.refused, *inbox.links):
            log.warning("left in the inbox", extra={"document": name})
        due = in_order(record for record in run.store.records() if is_due(record, settings))
        return run_batch(due, run, kind="night") if due else Night((), 0)


def _end_of(done: Night, settings: Settings) -> State:
    """Say how a night went, in the UI and, where it went badly, to the office."""
    if not done.records:
        return Completed(message="nothing new")
    whole = sum(record.status == "read" for record in done.records)
    told = f"{whole} of {len(done.records)} documents read whole, {done.faults} faults"
    *before, last = read_nights(settings.data)
    usual = usual_doubts(before)
    if usual is not None and last.doubts_a_page > usual:
        vi = f"Nhiều nghi ngờ hơn mọi khi: {last.doubts_a_page:.2f} mỗi trang (thường không quá {usual:.2f})"
        en = f"More doubts than usual: {last.doubts_a_page:.2f} a page (usually at most {usual:.2f})"
        alert(settings, "doubts", vi, en, night=last.model_dump(mode="json"))
    if done.faults:
        vi = f"Chương trình bị lỗi với {done.faults} tài liệu"
        alert(settings, "failed", vi, f"The program failed on {done.faults} documents", night=told)
        return Failed(message=told)
    return Completed(message=told)


def _tell_late(settings: Settings, planned: datetime | None) -> None:
    late = (datetime.now(UTC) - planned).total_seconds() / 60 if planned else 0.0
    if late > settings.late_minutes:
        vi, en = f"Lượt chạy đêm bắt đầu muộn {late:.0f} phút", f"The night begins {late:.0f} minutes late"
        alert(settings, "late", vi, en, planned=planned)


def _tell_overtime(settings: Settings) -> None:
    hours = settings.longest_hours
    vi, en = f"Lượt chạy đêm đã kéo dài hơn {hours:g} giờ", f"The night has run for more than {hours:g} hours"
    alert(settings, "late", vi, en)


def tell_killed(settings: Settings, killed: list[FlowRun]) -> None:
    """Tell the office of nights that were cut short: a kill, a power cut."""
    for run in killed:
        vi, en = f"Lượt chạy {run.name} bị cắt ngang", f"The run {run.name} was cut short"
        alert(settings, "failed", vi, en, run=run.id)


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


def read_schedule(settings: Settings) -> Schedule:
    """Return the schedule that the settings state.

    Raises:
        WrongSchedule: the cron line or the time zone means nothing.
    """
    try:
        ZoneInfo(settings.timezone)
        return Cron(settings.cron, timezone=settings.timezone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise WrongSchedule(f"{settings.cron} {settings.timezone}: {wrong}") from wrong


def serve_schedule(settings: Settings) -> None:
    """Serve the schedule until stopped; a stop leaves it as it is, so a restart goes on with it.

    Raises:
        WrongSchedule: the cron line or the time zone means nothing.
    """
    schedule = read_schedule(settings)
    tell_killed(settings, close_killed_runs(settings.data))
    with get_client(sync_client=True) as client:
        drop_missed(client)
    runner = Runner(name=NAME, pause_on_shutdown=False, limit=1)
    runner.add_flow(
        night,
        name=NAME,
        schedule=schedule,
        parameters={"data": str(settings.data.resolve())},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # Prefect's own answer to SIGTERM leaves the loop by SystemExit, with a traceback and a night that is not ended
    runner.handle_sigterm = _interrupt  # type: ignore[method-assign]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # asyncio then cancels what runs, and closes it
    asyncio.run(runner.start())


def _interrupt(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)
