"""Golden that persons read from the paper, found for a document as `kehoach diff` finds it, each file read once."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.golden import GoldenPlan
from pipeline.golden.files import NotGolden, check_refs
from pipeline.golden.regression import golden_of
from pipeline.scores.cases import make_resolver

if TYPE_CHECKING:
    from pathlib import Path

    from models.golden import TextRef
    from models.record import DocumentRecord

Stamp = tuple[int, int]
_AT = re.compile(r"line (\d+) column (\d+)")


def stamp_of(path: Path) -> Stamp:
    """Size and time of change of a file; zeros where there is none."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (seen.st_size, seen.st_mtime_ns)


class Goldens:
    """The golden files of one folder; read again when they changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._held: dict[Path, tuple[Stamp, GoldenPlan | str]] = {}
        self._seen: Stamp = (-1, -1)
        self._resolve = make_resolver(folder)

    def of(self, record: DocumentRecord) -> GoldenPlan | None:
        """Golden that speaks for a document's file, or for its plan; not what was accepted on this page."""
        with self._lock:
            self._look()
            held = [plan for _, plan in self._held.values()]
        read = [plan for plan in held if isinstance(plan, GoldenPlan) and plan.origin == "read"]
        return golden_of(record, read)

    def resolve(self, ref: TextRef) -> str | None:
        """Words of a reference, None where their text is not at hand."""
        return self._resolve(ref)

    def faults(self) -> list[str]:
        """Say which files of the folder are no golden, and why: they speak for nothing until somebody mends them."""
        with self._lock:
            self._look()
            return [f"{path.name} ({held})" for path, (_, held) in self._held.items() if isinstance(held, str)]

    def _look(self) -> None:
        """Read what is new; a folder whose own time did not change holds what it held."""
        seen = stamp_of(self._folder)
        if seen == self._seen:
            return
        paths = sorted(self._folder.glob("*.json"))
        for path in set(self._held) - set(paths):
            del self._held[path]
        for path in paths:
            stamp = stamp_of(path)
            if path not in self._held or self._held[path][0] != stamp:
                self._held[path] = (stamp, _read(path))
        self._seen = seen


def _read(path: Path) -> GoldenPlan | str:
    """A golden file, or where the first thing is wrong with it: line (and column), or the field."""
    try:
        content = path.read_bytes()
        plan = GoldenPlan.model_validate_json(content)
        check_refs(path, content)
        return plan
    except NotGolden as beyond:
        return str(beyond.number)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = _AT.search(first["msg"])
        return f"{place[1]}:{place[2]}" if place else ".".join(map(str, first["loc"]))
