"""Files of a JSON object a line, to which several runs append: the journal, the nights."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def append_line(path: Path, facts: dict[str, Any]) -> None:
    """Append one line, whole and flushed; what a power cut tore stays alone on its line.

    Raises:
        OSError: no space, no permission; the file then ends as it did.
    """
    line = json.dumps(facts, ensure_ascii=False, default=str).encode() + b"\n"
    with path.open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        if file.write(line) != len(line):
            file.truncate(end)  # a full disk takes part of a line, and says nothing
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(file.fileno())


def read_lines(path: Path, begin: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield whole lines from an offset on, each with the offset behind it; torn ones are passed over."""
    if not path.exists():
        return
    with path.open("rb") as file:
        file.seek(begin)
        for line in file:
            if not line.endswith(b"\n"):
                return
            begin += len(line)
            try:
                yield json.loads(line), begin
            except ValueError:
                continue
