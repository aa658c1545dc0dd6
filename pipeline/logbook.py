"""Log lines for machines: a JSON object a line under `<data>/logs`, a file a day and machine."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.owners import this_machine

if TYPE_CHECKING:
    from pathlib import Path

LOGGER = "kehoach"
FIELDS = ("run", "document", "sha256", "page", "seconds", "code")
DAY = 86400


class _Lines(logging.Handler):
    """Appends each record to the file of its day; a disk that is full costs log lines, never the run."""

    def __init__(self, folder: Path, run: str) -> None:
        super().__init__()
        self.folder = folder
        self.run = run

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line in one call, so that the lines of several processes do not mix."""
        when = datetime.fromtimestamp(record.created, UTC)
        facts = {"when": when.isoformat(timespec="milliseconds"), "level": record.levelname.lower(), "run": self.run}
        facts |= {"event": record.getMessage(), "logger": record.name, "pid": str(os.getpid())}
        facts |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            facts["fault"] = logging.Formatter().formatException(record.exc_info)
        line = json.dumps(facts, ensure_ascii=False, default=str) + "\n"
        host = re.sub(r"[^A-Za-z0-9-]", "", this_machine().host)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / f"{when:%Y-%m-%d}.{host}.jsonl").open("ab", buffering=0) as file:
                file.write(line.encode())
        except OSError:
            return


def log_to(data: Path, run: str) -> None:
    """Send the program's log lines of this process to the logs of a data folder, marked with a run."""
    logger = logging.getLogger(LOGGER)
    for handler in [handler for handler in logger.handlers if isinstance(handler, _Lines)]:
        logger.removeHandler(handler)
    logger.addHandler(_Lines(data / "logs", run))
    logger.setLevel(logging.INFO)
    logger.propagate = False


def prune_logs(data: Path, days: int) -> None:
    """Remove log files older than so many days."""
    for path in (data / "logs").glob("*.jsonl"):
        if time.time() - path.stat().st_mtime > days * DAY:
            path.unlink(missing_ok=True)
