"""What `kehoach doctor` looks at besides packages: store, clock, schedule, server, runner, runs that were killed."""

from __future__ import annotations

import fcntl
import os
import socket
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kehoach.words import WORDS, moment, say
from pipeline.inbox import is_shared
from pipeline.leases import Leases
from pipeline.nights import read_nights
from pipeline.owners import owner_is_dead
from pipeline.runs import leases_folder, living_runs

if TYPE_CHECKING:
    from pipeline.settings import Settings

OLDEST = datetime(2025, 1, 1, tzinfo=UTC)
"""A clock before this was never set."""
AHEAD = timedelta(minutes=10)
NIGHT_HOURS = 26
"""A night is missed when the last one began longer ago."""


class Check(NamedTuple):
    """One thing looked at: whether it is well, what was seen, and what would mend it."""

    name: str
    well: bool
    seen: str
    mend: str = ""


def check_deployment(settings: Settings) -> list[Check]:
    """Look at everything that an unattended night needs."""
    checks = [_store(settings), _inbox(settings), _clock(settings), _schedule(settings), _server(settings)]
    return [*checks, _runner(settings), _runs(settings), *_last_night(settings)]


def _store(settings: Settings) -> Check:
    """Write as the store writes: a file, flushed, linked, renamed, locked."""
    name = say("ghi vào thư mục dữ liệu", "store")
    folder = settings.data
    if not folder.exists():
        return Check(name, True, say(f"{folder} chưa có, lượt chạy đầu sẽ tạo", f"{folder} comes with the first run"))
    probe = folder / f".doctor-{uuid.uuid4().hex}"
    other = probe.with_suffix(".link")
    try:
        with probe.open("wb") as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.link(probe, other)
        other.replace(probe)
    except OSError as fault:
        mend = say(
            f"cho người chạy quyền ghi {folder}; thư mục chung cần liên kết cứng và khóa (NFSv4, SMB 3)",
            f"let the user write {folder}; a share needs hard links and locks (NFSv4, SMB 3)",
        )
        return Check(name, False, str(fault), mend)
    finally:
        probe.unlink(missing_ok=True)
        other.unlink(missing_ok=True)
    return Check(name, True, say("ghi, liên kết, khóa được", "can be written, linked, locked"))


def _inbox(settings: Settings) -> Check:
    shared = settings.inbox.exists() and is_shared(settings.inbox.stat().st_dev)
    seen = say("thư mục mạng", "a network share") if shared else say("đĩa của máy", "a disk of this machine")
    well = not shared or settings.poll_seconds > 0
    return Check(
        "inbox", well, seen, say("đặt KEHOACH_POLL_SECONDS=30 cho watch", "for watch: KEHOACH_POLL_SECONDS=30")
    )


def _clock(settings: Settings) -> Check:
    name, now = say("đồng hồ", "clock"), datetime.now(UTC)
    journal = settings.data / "journal.jsonl"
    last = datetime.fromtimestamp(journal.stat().st_mtime, UTC) if journal.exists() else OLDEST
    well = now > OLDEST and last < now + AHEAD
    try:
        seen = f"{now.astimezone(ZoneInfo(settings.timezone)):%Y-%m-%d %H:%M} {settings.timezone}"
    except (ZoneInfoNotFoundError, ValueError):
        return Check(name, False, settings.timezone, "KEHOACH_TIMEZONE=Asia/Ho_Chi_Minh; apt-get install tzdata")
    return Check(name, well, seen, "timedatectl set-ntp true")


def _schedule(settings: Settings) -> Check:
    from flows.server import prepare_environment

    prepare_environment(settings)
    from flows.schedule import WrongSchedule, read_schedule

    name, seen = say("lịch", "schedule"), f"{settings.cron} {settings.timezone}"
    try:
        read_schedule(settings)
    except WrongSchedule as wrong:
        return Check(name, False, str(wrong), "KEHOACH_CRON='0 1 * * *' KEHOACH_TIMEZONE=Asia/Ho_Chi_Minh")
    return Check(name, True, seen)


def _server(settings: Settings) -> Check:
    from flows.server import HOST, answers, api_url

    name, there = say("máy chủ Prefect", "Prefect server"), settings.server_url or api_url(settings.server_port)
    if answers(there):
        return Check(name, True, there)
    if settings.server_url:
        return Check(name, False, say(f"{there} không trả lời", f"{there} does not answer"), "KEHOACH_SERVER_URL")
    with socket.socket() as probe:
        taken = probe.connect_ex((HOST, settings.server_port)) == 0
    if taken:
        seen = say(f"cổng {settings.server_port} đang bị chiếm", f"port {settings.server_port} is taken by another")
        return Check(name, False, seen, "KEHOACH_SERVER_PORT=4210")
    seen = say(f"chưa chạy; cổng {settings.server_port} trống", f"not running; port {settings.server_port} is free")
    return Check(name, True, seen)


def _runner(settings: Settings) -> Check:
    from flows.runners import RunnerUnavailable, check_runner

    name = say("nơi đọc", "runner")
    try:
        check_runner(settings)
    except RunnerUnavailable as missing:
        return Check(name, False, str(missing), "docs/deploy/README.md")
    return Check(name, True, f"{settings.runner} {settings.dask_address}".strip())


def _runs(settings: Settings) -> Check:
    """Runs that live now, and what killed ones left for the next run to mend."""
    name, folder = say("lượt đang chạy", "runs"), leases_folder(settings.data)
    held = list(Leases(folder, settings.lease_seconds).others()) if folder.exists() else []
    dead = sum(owner_is_dead(lease.facts) for _, lease in held)
    living = len(living_runs(folder))
    seen = say(f"{living} đang chạy, {dead} khóa bị bỏ lại", f"{living} running, {dead} locks left behind")
    return Check(name, not dead, seen, say("kehoach run: lượt sau tự dọn", "kehoach run: the next run mends the store"))


def _last_night(settings: Settings) -> list[Check]:
    nights = [night for night in read_nights(settings.data) if night.kind == "night"]
    if not nights:
        return []
    last = nights[-1]
    hours = (time.time() - datetime.fromisoformat(last.began).timestamp()) / 3600
    outcome = WORDS.named("outcome", last.outcome)
    seen = f"{moment(last.began)} {outcome}, {last.documents} {say('tài liệu', 'documents')}"
    well = last.outcome == "done" and hours < NIGHT_HOURS
    return [Check(say("đêm qua", "last night"), well, seen, "systemctl status kehoach · kehoach serve")]


def data_folder(settings: Settings) -> Path:
    """Return the data folder, or the nearest folder above it that exists."""
    folder = settings.data.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder
