"""What a command costs: seconds by the clock, seconds of processors, and the most memory its processes held at once."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Sequence

CORES = len(os.sched_getaffinity(0))
LOOK = 0.1
"""Seconds between looks at the memory."""


class Cost(NamedTuple):
    """Costs of a command with all processes that it started. `largest`: MB of its largest process."""

    wall: float
    cpu: float
    peak: int
    largest: int

    def plus(self, other: Cost) -> Cost:
        """Cost of one command after the other."""
        peak, largest = max(self.peak, other.peak), max(self.largest, other.largest)
        return Cost(self.wall + other.wall, self.cpu + other.cpu, peak, largest)


NOTHING = Cost(0.0, 0.0, 0, 0)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(commands: Sequence[Sequence[str]], at_once: int = 1) -> Cost:
    """Run commands, so many at once, each with one thread; their output goes nowhere.

    Processors are counted for processes that have ended and were waited for; memory counts shared pages in each
    process that maps them.
    """
    start, cpu = time.perf_counter(), _children_cpu()
    waiting, running = [list(command) for command in commands], list[subprocess.Popen[bytes]]()
    peak = largest = 0
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    while waiting or running:
        while waiting and len(running) < at_once:
            quiet = subprocess.DEVNULL
            running.append(subprocess.Popen(waiting.pop(0), stdout=quiet, stderr=quiet, env=environment))
        held = [size for process in running for size in _sizes(process.pid)]
        peak, largest = max(peak, sum(held)), max(largest, *held, 0)
        running = [process for process in running if process.poll() is None]
        time.sleep(LOOK if at_once == 1 else LOOK / 4)
    return Cost(time.perf_counter() - start, _children_cpu() - cpu, peak, largest)


def _sizes(pid: int) -> list[int]:
    """Resident memory of a process and its descendants, in MB."""
    try:
        first = psutil.Process(pid)
        family = [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
    sizes = []
    for member in family:
        try:
            sizes.append(member.memory_info().rss >> 20)
        except psutil.NoSuchProcess:
            continue
    return sizes
