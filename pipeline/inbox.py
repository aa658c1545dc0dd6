"""What waits to be read: files that have stopped growing, whatever their names; and how they leave the inbox."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import time
import uuid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# Left by editors, browsers, sync programs and systems: never documents.
PASSING_SUFFIXES = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".tmp",
    ".temp",
    ".swp",
    ".filepart",
    ".!qb",
    ".lnk",
)
PASSING_PREFIXES = (".", "~$", "~wrl", "$recycle.bin", "system volume information", "lost+found", "#recycle", "@eadir")
SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "icon\r"})
TAKEN = ".taken"
"""Folder of the inbox through which a file leaves it."""
END_SECONDS = 60.0
"""A PDF without its last line is given so long to grow on: copies over a slow line stop for a while."""
SHARED = ("nfs", "cifs", "smb", "fuse", "9p", "virtiofs", "afs", "ceph", "gluster")
END = b"%%EOF"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that move the cursor, colour the terminal, break a line or turn the reading direction."""
TAIL = 2048


class FileChanged(Exception):
    """A file was still being written, or replaced, while it was copied; it stays where it is for the next run."""


class Waiting(NamedTuple):
    """A file of the inbox, or one named on the command line (`named`: it is copied, not moved)."""

    path: Path
    name: str
    named: bool


class Look(NamedTuple):
    """What tells one state of a file from another."""

    size: int
    modified: int
    node: int


class Inbox(NamedTuple):
    """The files that may be taken, those that must be left for now, and the names of what is no plain file."""

    ready: tuple[Waiting, ...]
    left: tuple[Waiting, ...]
    links: tuple[str, ...] = ()


def is_passing(path: Path) -> bool:
    """Whether a name says that the file is not a document (temporary or system file)."""
    name = path.name.lower()
    return name.startswith(PASSING_PREFIXES) or name.endswith(PASSING_SUFFIXES) or name in SYSTEM_NAMES


def legible(name: str) -> str:
    """Return a file name that any program can write: bytes that are no UTF-8, and what no one sees, become escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _UNSEEN.sub(lambda unseen: unseen[0].encode("unicode_escape").decode(), text)


def look_at(path: Path) -> Look:
    """Return the state of a file.

    Raises:
        FileNotFoundError: it was taken away.
    """
    stat = path.stat()
    return Look(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def files_below(folder: Path) -> list[Path]:
    """List the files below a folder that may be documents, in order of name."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(path for path in found if not any(is_passing(part) for part in (path, *_parents(path, folder))))


def links_below(folder: Path) -> tuple[str, ...]:
    """Name the links (and pipes) below a folder, in order: they lead out of the inbox and are never followed."""
    found = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_fifo())
    shown = [path for path in found if not any(is_passing(part) for part in (path, *_parents(path, folder)))]
    return tuple(legible(path.name) for path in shown)


def _parents(path: Path, folder: Path) -> list[Path]:
    return [parent for parent in path.parents if parent != folder and folder in parent.parents]


def _look(paths: Iterable[Path]) -> dict[Path, Look]:
    seen = {}
    for path in paths:
        try:
            seen[path] = look_at(path)
        except FileNotFoundError:
            continue
    return seen


def look_into(inbox: Path, stable_seconds: float) -> Inbox:
    """Part the inbox's files into those that have not changed for `stable_seconds` and those that still may.

    A file touched long ago is stable at once; a fresh one is looked at twice, so only fresh files cost the wait. One
    that a program of this machine holds open for writing waits, and so does a fresh PDF without its last line.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    first = _look(files_below(inbox))
    fresh = {path for path, state in first.items() if _age(state) < stable_seconds}
    if fresh and stable_seconds:
        time.sleep(stable_seconds)
    second = _look(first)
    unready = {path for path, state in second.items() if _may_change(path, state, first[path], stable_seconds)}
    items = [Waiting(path, legible(path.name), named=False) for path in sorted(second)]
    return Inbox(
        tuple(item for item in items if item.path not in unready),
        tuple(item for item in items if item.path in unready),
        links_below(inbox),
    )


def _age(state: Look) -> float:
    return time.time() - state.modified / 1e9


def _may_change(path: Path, state: Look, before: Look, stable_seconds: float) -> bool:
    if state != before:
        return True
    if not stable_seconds:
        return False
    return _is_written(path) or (0 <= _age(state) < END_SECONDS and _lacks_end(path, state))


def _is_written(path: Path) -> bool:
    """Whether a program of this machine has the file open for writing; False where the system cannot tell.

    Linux grants a read lease only on a file that nobody writes (fcntl(2), F_SETLEASE); network shares refuse others.
    """
    try:
        with path.open("rb") as file:
            if is_shared(os.fstat(file.fileno()).st_dev):
                return False
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as refused:
        return refused.errno == errno.EAGAIN
    return False


@cache
def is_shared(device: int) -> bool:
    """Whether a device is a network share, or a file system that a program makes up."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return True
    kinds = [line.partition(" - ")[2] for line in mounts if f" {os.major(device)}:{os.minor(device)} " in line]
    return any(kind.startswith(SHARED) for kind in kinds)


def _lacks_end(path: Path, state: Look) -> bool:
    if path.suffix.lower() != ".pdf" or not state.size:
        return path.suffix.lower() == ".pdf"
    try:
        with path.open("rb") as file:
            begins = file.read(5)
            file.seek(max(0, state.size - TAIL))
            return begins == b"%PDF-" and END not in file.read()
    except OSError:
        return False


def withdraw(path: Path, seen: Look) -> None:
    """Remove a file that was copied from the inbox; one that took its place meanwhile stays.

    It is moved aside first: between a look and a removal another file may get its name.

    Raises:
        FileChanged: there is another file now, put back under its name.
    """
    aside = path.parent / TAKEN / uuid.uuid4().hex / path.name
    aside.parent.mkdir(parents=True)
    try:
        path.rename(aside)
        changed = look_at(aside) != seen
        if changed:
            _return(aside, path)
        else:
            aside.unlink()
    except FileNotFoundError:
        changed = False
    _tidy(path.parent / TAKEN)
    if changed:
        raise FileChanged(path)


def put_back(inbox: Path) -> None:
    """Return to the inbox what a run that was killed had moved aside; what it had copied is known when read again."""
    for taken in [*inbox.rglob(TAKEN)]:
        for path in taken.glob("*/*"):
            _return(path, taken.parent / path.name)
        _tidy(taken)


def _return(aside: Path, path: Path) -> None:
    """Put a file back without replacing one that came meanwhile: that one keeps the name."""
    other = path.with_name(f"{uuid.uuid4().hex[:8]} {path.name[-60:]}")
    try:
        os.link(aside, path)
    except FileExistsError:
        aside.rename(other)
    except OSError:  # a share without links
        aside.rename(other if path.exists() else path)
    else:
        aside.unlink()


def _tidy(taken: Path) -> None:
    """Remove the folders by which files leave, where they are empty."""
    for folder in (*taken.glob("*/"), taken):
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError as full:
            if full.errno != errno.ENOTEMPTY:
                raise


def find_named(paths: Iterable[Path]) -> list[Waiting]:
    """List files, and the files in folders, that were named on the command line.

    Raises:
        FileNotFoundError: a path that does not exist.
    """
    found: list[Waiting] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        files = files_below(path) if path.is_dir() else [path]
        if path.is_dir():
            files = [file for file in files if file.suffix.lower() == ".pdf"]
        found += [Waiting(file, legible(file.name), named=True) for file in files]
    return found
