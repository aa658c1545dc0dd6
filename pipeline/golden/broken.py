"""Golden files and journals that cannot be read: the line that a person must mend, and what is wrong there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import ValidationError

Flaw = Literal["merge", "json", "field", "name", "ref"]
"""Marks of a merge were left; no JSON; a field missing or wrong; a file named otherwise than its plan; a reference that
points beyond its text."""
_AT = re.compile(r"line (\d+) column \d+")
_MARK = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: .*)?")
_BETWEEN = re.compile(r"[\s,:]*")


class BrokenFile(ValueError):
    """A file of a person's word breaks at a line: nothing is said from it until a person mends it.

    Attributes:
        path: the file.
        number: the line, from 1.
        flaw: what is wrong there.
        field: the field that is wrong, the name that the file should have, or the length of the text pointed to.
    """

    def __init__(self, path: Path, number: int, flaw: Flaw, field: str = "") -> None:
        super().__init__(f"{path}:{number}: {flaw} {field}".rstrip())
        self.path, self.number, self.flaw, self.field = path, number, flaw, field

    def __reduce__(self) -> tuple[type[BrokenFile], tuple[Path, int, Flaw, str]]:
        """Cross from a worker process whole."""
        return type(self), (self.path, self.number, self.flaw, self.field)


def is_merge_mark(line: str) -> bool:
    """Whether version control left this line in a file that it could not merge."""
    return _MARK.fullmatch(line.rstrip()) is not None


def field_of(wrong: ValidationError) -> str:
    """Name the first field that is wrong, from the top of the object."""
    return ".".join(map(str, wrong.errors()[0]["loc"]))


def flaw_in(content: bytes, wrong: ValidationError) -> tuple[int, Flaw, str]:
    """Say in which line of a JSON file the first thing is wrong, what, and which field."""
    first = wrong.errors()[0]
    if first["type"] == "json_invalid":
        place = _AT.search(first["msg"])
        number = int(place[1]) if place else 1
        lines = content.decode("utf-8", "replace").split("\n")
        return number, "merge" if is_merge_mark(lines[number - 1]) else "json", ""
    return line_of(content.decode("utf-8"), first["loc"]), "field", field_of(wrong)


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Line of a value of a JSON text by its keys and numbers; of what should hold it where it is not there."""
    at = _past(text, 0)
    for step in place:
        found = _inside(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _inside(text: str, at: int, step: str | int) -> int | None:
    """Where in the object or array that begins at `at` a value stands."""
    if text[at] not in "{[":
        return None
    decoder, named, count = json.JSONDecoder(), text[at] == "{", 0
    at = _past(text, at + 1)
    while text[at] not in "]}":
        name: str | int = count
        if named:
            name, at = decoder.raw_decode(text, at)
            at = _past(text, at)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at, count = _past(text, at), count + 1
    return None


def _past(text: str, at: int) -> int:
    """First place from `at` on that is no white space, comma or colon."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
