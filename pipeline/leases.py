"""Leases on documents: runs of several processes, or machines, over one store never read a document twice.

A lease is a small file beside the work. Its owner touches it while it lives; another run takes it over when its owner
is known to be dead (a process of this machine that is gone) or has not touched it for `stale_seconds`. Only changes of
a file's time are looked at, never two machines' clocks. Each lease carries a token that nobody else knows: an owner
that slept too long finds another's token in the file and gives up what it did.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.owners import myself, owner_is_dead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEATS = 6
"""How often a lease is touched within the time after which it counts as abandoned."""
LOOK_SECONDS = 0.05
DAY = 86400.0
RUN = "run-"
"""How the name of a lease begins that only says that a run lives."""


class LeaseLost(Exception):
    """Another run holds the document by now; what was read of it here is given up."""


class Held(NamedTuple):
    """What a lease file says, and when it was last touched."""

    token: str
    facts: dict[str, Any]
    touched: int


class LeaseMark(NamedTuple):
    """A lease as its holder's helpers know it, in whatever process they are."""

    path: Path
    token: str

    def check(self) -> None:
        """Make sure that the lease is still held.

        Raises:
            LeaseLost: it is not.
        """
        held = read_lease(self.path)
        if held is None or held.token != self.token:
            raise LeaseLost(self.path.stem)


def read_lease(path: Path) -> Held | None:
    """Return who holds a lease; None where nobody does. One that a power cut emptied has no token."""
    try:
        with path.open("rb") as file:  # opening makes a network share look again
            content, stat = file.read(), os.fstat(file.fileno())
    except FileNotFoundError:
        return None
    try:
        facts = json.loads(content)
        return Held(str(facts["token"]), facts, stat.st_mtime_ns)
    except (ValueError, KeyError, TypeError):
        return Held("", {}, stat.st_mtime_ns)


def _is_dead(held: Held) -> bool:
    return bool(held.facts) and owner_is_dead(held.facts)


class Leases:
    """The leases of one run; a context manager that keeps them alive and gives them back at the end."""

    def __init__(self, folder: Path, stale_seconds: float) -> None:
        self.folder = folder
        self.token = uuid.uuid4().hex
        self._stale_seconds = stale_seconds
        self._ours: set[str] = set()
        self._guard = threading.Lock()
        self._seen: dict[str, tuple[Held, float]] = {}
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Leases:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._beating.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._beating.join()
        for name in tuple(self._ours):
            self.release(name)

    def path(self, name: str) -> Path:
        """Where a lease lies."""
        return self.folder / f"{name}.json"

    def mark(self, name: str) -> LeaseMark:
        """Return a lease of ours as other processes may check it."""
        return LeaseMark(self.path(name), self.token)

    def take(self, name: str, **facts: str) -> bool:
        """Take a lease that is free or abandoned; False while another run holds it."""
        path = self.path(name)
        content = json.dumps({"token": self.token, **myself(), **facts}).encode()
        fresh = self.folder / f".{name}-{uuid.uuid4().hex}"  # threads of one run may want one lease
        fresh.write_bytes(content)
        try:
            os.link(fresh, path)  # appears whole, or fails because there is one
            taken = True
        except FileExistsError:
            held = read_lease(path)
            taken = held is not None and self._abandoned(name, held) and self._take_over(path, held, fresh)
        finally:
            fresh.unlink(missing_ok=True)
        if taken:
            with self._guard:
                self._ours.add(name)
            self._seen.pop(name, None)
        return taken

    def _abandoned(self, name: str, held: Held) -> bool:
        if _is_dead(held):
            return True
        known = self._seen.get(name)
        if known is None or known[0] != held:
            self._seen[name] = (held, time.monotonic())
            return False
        return time.monotonic() - known[1] > self._stale_seconds

    def _take_over(self, path: Path, held: Held, fresh: Path) -> bool:
        """Replace an abandoned lease; of several runs that want it one gets it."""
        right = self.folder / f".{path.stem}-after-{held.token or 'empty'}"
        try:
            os.link(fresh, right)
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                rival = read_lease(right)
                if rival is not None and _is_dead(rival):
                    right.unlink()  # killed while it took over: the next look succeeds
            return False
        try:
            if read_lease(path) != held:
                return False
            fresh.replace(path)
            return True
        finally:
            right.unlink(missing_ok=True)

    def release(self, name: str) -> None:
        """Give a lease back; one that was lost meanwhile stays with its new owner."""
        with self._guard:
            self._ours.discard(name)
            held = read_lease(self.path(name))
            if held is not None and held.token == self.token:
                self.path(name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def waiting_for(self, name: str) -> Iterator[None]:
        """Hold a lease for a short while, after whoever holds it now."""
        while not self.take(name):
            time.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            self.release(name)

    @contextlib.contextmanager
    def trying(self, name: str) -> Iterator[bool]:
        """Hold a lease if it is free; gives whether it is ours."""
        ours = self.take(name)
        try:
            yield ours
        finally:
            if ours:
                self.release(name)

    def sweep(self) -> list[Held]:
        """Remove what dead runs left among the leases; return the leases that they held."""
        dead = []
        for name, held in list(self.others()):
            if _is_dead(held) and self.take(name):
                self.release(name)
                dead.append(held)
            elif name.startswith(RUN) and time.time() - held.touched / 1e9 > DAY:
                self.path(name).unlink(missing_ok=True)  # of a machine that never came back; it guards nothing
        for path in self.folder.glob(".*"):
            left = read_lease(path)
            if left is not None and _is_dead(left):
                path.unlink(missing_ok=True)
        return dead

    def others(self) -> Iterator[tuple[str, Held]]:
        """Yield the leases that other runs hold, or held when they died."""
        for path in sorted(self.folder.glob("*.json")):
            held = read_lease(path)
            if held is not None and held.token != self.token:
                yield path.stem, held

    def _beat(self) -> None:
        while not self._ended.wait(self._stale_seconds / BEATS):
            for name in tuple(self._ours):
                with contextlib.suppress(OSError):  # a share that is away for a moment is asked again
                    self._touch(name)

    def _touch(self, name: str) -> None:
        with self._guard:
            held = read_lease(self.path(name))
            if held is None or held.token != self.token:
                self._ours.discard(name)
            elif name in self._ours:
                os.utime(self.path(name))
