"""Settings: from the environment (KEHOACH_*) and the command line, in one frozen place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _cores() -> int:
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1))


class Settings(BaseSettings):
    """Everything an office may set; the defaults suit one machine on which nothing was set."""

    model_config = SettingsConfigDict(env_prefix="KEHOACH_", frozen=True, extra="ignore")

    data: Path = Field(default=Path("data"), description="folder of inbox, archive, plans and export")
    golden: Path = Field(default=Path("golden"), description="folder of golden files, kept in version control")
    workers: int = Field(default_factory=_cores, ge=1, le=64, description="processes that read pages")
    page_timeout: float = Field(default=180.0, gt=0, description="seconds that one page may take")
    worker_memory_mb: int = Field(default=1500, ge=200, description="memory at which a worker is stopped")
    stable_seconds: float = Field(default=2.0, ge=0, description="a file must not change for so long")
    poll_seconds: float = Field(
        default=0.0, ge=0, description="0: the system tells of new files; else the inbox is looked at so often"
    )
    engine: Literal["auto", "kehoach", "tesserocr", "pytesseract"] = Field(
        default="auto", description="who reads scanned pages"
    )
    runner: Literal["local", "processes", "dask"] = Field(
        default="local", description="where documents are read: threads of one process, processes, a Dask cluster"
    )
    dask_address: str = Field(default="", description="scheduler of the Dask cluster; empty: one for the time of a run")
    lease_seconds: float = Field(
        default=120.0, gt=0, description="a document whose run has been silent for so long may be taken over"
    )
    server_url: str = Field(default="", description="API of a Prefect server elsewhere, as http://host:4200/api")
    server_database: str = Field(default="", description="PostgreSQL of our own server; empty: SQLite in the data")
    alert_command: str = Field(default="", description="told of bad nights: gets JSON on its standard input")
    alert_webhook: str = Field(default="", description="told of bad nights: gets JSON by POST")
    late_minutes: float = Field(default=60.0, gt=0, description="a night that begins so much after its hour is late")
    longest_hours: float = Field(default=6.0, gt=0, description="a night that runs longer is late too")
    log_days: int = Field(default=90, ge=1, description="days for which log files are kept")
    server_port: int = Field(default=4200, ge=1024, le=65535, description="port of a lasting Prefect server")
    cron: str = Field(default="0 1 * * *", description="when `serve` reads the inbox: minute hour day month weekday")
    timezone: str = Field(default="Asia/Ho_Chi_Minh", description="time zone of `cron`")
    review_port: int = Field(default=8765, ge=1024, le=65535, description="port of the review page")
    review_listen: str = Field(
        default="127.0.0.1", description="address on which the review page listens; another one needs a password"
    )
    review_hosts: str = Field(
        default="", description="further host names under which the review page may be asked for, by commas"
    )
    review_password: SecretStr = Field(
        default=SecretStr(""), description="password of the review page, where several people use it"
    )
    reviewer: str = Field(default="", description="name of the reviewer; the name of the account where none is given")

    @property
    def review_host_names(self) -> tuple[str, ...]:
        """Host names of `review_hosts`."""
        return tuple(name.strip() for name in self.review_hosts.split(",") if name.strip())

    @property
    def inbox(self) -> Path:
        """Where PDFs are dropped."""
        return self.data / "inbox"

    @property
    def overlay(self) -> Path:
        """This office's own words, over ours."""
        return self.data / "lexicon"
