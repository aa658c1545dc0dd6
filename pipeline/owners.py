"""Who owns a file in a store that several processes, or machines, share, and whether that owner still lives."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psutil

BORN_WITHIN = 2.0
"""Two readings of one process's start differ by less than so many seconds."""


class Machine(NamedTuple):
    """This machine as others can tell it apart: its name, its number, its process numbers, its present start."""

    host: str
    ident: str
    numbers: str
    boot: str


@cache
def this_machine() -> Machine:
    """Name this machine; in a container, which counts its processes for itself, name the container."""
    try:
        numbers = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        numbers = ""
    host = socket.gethostname() or "localhost"
    return Machine(host, _line("/etc/machine-id"), numbers, _line("/proc/sys/kernel/random/boot_id"))


def _line(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def myself() -> dict[str, Any]:
    """Describe this process so that `owner_is_dead` can tell later."""
    return {**this_machine()._asdict(), "pid": os.getpid(), "born": _born(os.getpid())}


def _born(pid: int) -> float:
    """When a process began, in seconds; 0 where there is none (or only its exit code is left)."""
    try:
        process = psutil.Process(pid)
        return 0.0 if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return 0.0


def owner_is_dead(facts: dict[str, Any]) -> bool:
    """Whether an owner is known to be gone; False where that cannot be known from here."""
    here = this_machine()
    if (facts.get("host"), facts.get("ident")) != (here.host, here.ident):
        return False
    if facts.get("boot") != here.boot:
        return bool(here.boot and facts.get("boot"))  # the machine was started anew since
    if facts.get("numbers") != here.numbers:
        return False
    return abs(_born(int(facts.get("pid", 0))) - float(facts.get("born", 0.0))) > BORN_WITHIN
