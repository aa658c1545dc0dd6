"""What waits to be read: files that have stopped growing, whatever their names."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Left by editors, browsers, sync programs and systems: never documents.
PASSING_SUFFIXES = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".filepart")
PASSING_PREFIXES = (".", "~$", "._")
SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini"})


class Waiting(NamedTuple):
    """A file of the inbox, or one named on the command line (`named`: it is copied, not moved)."""

    path: Path
    name: str
    named: bool


def is_passing(path: Path) -> bool:
    """Whether a name says that the file is not a document (temporary or system file)."""
    name = path.name.lower()
    return name.startswith(PASSING_PREFIXES) or name.endswith(PASSING_SUFFIXES) or name in SYSTEM_NAMES


def _files_below(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(path for path in found if not any(is_passing(part) for part in (path, *_parents(path, folder))))


def _parents(path: Path, folder: Path) -> list[Path]:
    return [parent for parent in path.parents if parent != folder and folder in parent.parents]


def _look(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    seen = {}
    for path in paths:
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        seen[path] = (stat.st_size, stat.st_mtime_ns)
    return seen


def find_waiting(inbox: Path, stable_seconds: float) -> list[Waiting]:
    """List the inbox's files that have not changed for `stable_seconds`, in order of name.

    A file touched long ago is stable at once; a fresh one is looked at twice, so only fresh files cost the wait.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    first = _look(_files_below(inbox))
    fresh = {path for path, (_, modified) in first.items() if time.time() - modified / 1e9 < stable_seconds}
    if fresh and stable_seconds:
        time.sleep(stable_seconds)
    second = _look(first)
    stable = [path for path, state in second.items() if path not in fresh or state == first[path]]
    return [Waiting(path, path.name, named=False) for path in sorted(stable)]


def find_named(paths: Iterable[Path]) -> list[Waiting]:
    """List files, and the files in folders, that were named on the command line.

    Raises:
        FileNotFoundError: a path that does not exist.
    """
    found: list[Waiting] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        files = _files_below(path) if path.is_dir() else [path]
        if path.is_dir():
            files = [file for file in files if file.suffix.lower() == ".pdf"]
        found += [Waiting(file, file.name, named=True) for file in files]
    return found
