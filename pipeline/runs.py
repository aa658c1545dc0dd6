"""What a run begins with: its leases, and a store mended after runs that were killed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.leases import RUN, Leases, read_lease
from pipeline.owners import owner_is_dead
from pipeline.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.settings import Settings

STORE = "store"
"""Lease of whoever writes records: of two runs one at a time, for a moment."""


class Run(NamedTuple):
    """One run over a store: other runs, of this machine or another, may work on it at the same time."""

    settings: Settings
    store: Store
    leases: Leases


def leases_folder(data: Path) -> Path:
    """Where the leases of a store lie."""
    return data / "work" / "leases"


def living_runs(folder: Path) -> list[str]:
    """Return the runs whose leases lie in a folder and that are not known to be dead."""
    held = ((path.stem, read_lease(path)) for path in folder.glob(f"{RUN}*.json"))
    return [name for name, lease in held if lease is not None and not owner_is_dead(lease.facts)]


@contextlib.contextmanager
def begin_run(settings: Settings, ident: str = "") -> Iterator[Run]:
    """Begin a run; what a killed one left half done is finished first. `ident`: by which others see that it lives."""
    store = Store(settings.data)
    with Leases(leases_folder(settings.data), settings.lease_seconds) as leases:
        if ident:
            leases.take(f"{RUN}{ident}")
        with leases.waiting_for(STORE):
            if leases.sweep():
                store.mend(leases.trying)
        yield Run(settings, store, leases)
