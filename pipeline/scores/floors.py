"""Floors under the scores: what a document or a group once reached it must reach again. Floors only rise."""

from __future__ import annotations

import json
import math
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from models.report import Evaluation, Tally

FLOORED = (
    "fields", "sections.path_heading", "sections.role", "targets.value_unit", "targets.comparator",
    "targets.scope_year", "targets.all", "tasks.rows", "tasks.cells", "tasks.deadline",
    "legal_refs", "commitments", "numbers",
)  # fmt: skip
"""Families that have floors: F1, strict where a score has several senses."""
NAME = "floors.toml"
HEAD = """\
# Floors under F1, document by document and group by group. `kehoach evaluate --floors` fails below one of them,
# `--raise-floors` raises them to what is reached. Code may only raise a floor; a commit of golden alone may lower one,
# and says why.
"""

Floors = dict[str, dict[str, float]]
"""Name of a document (file stem) or of a group ("dev/all") -> score -> floor."""


class Breach(NamedTuple):
    """A score below its floor."""

    name: str
    score: str
    floor: float
    reached: float


def read_floors(path: Path) -> Floors:
    """Read floors; none where there is no such file.

    Raises:
        tomllib.TOMLDecodeError: not TOML.
    """
    if not path.exists():
        return {}
    held: Floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return held


def reached(evaluation: Evaluation) -> Floors:
    """What the open documents and all groups of a board reach, rounded down to a thousandth."""
    groups: dict[str, Iterable[Tally]] = dict(evaluation.documents)
    for column in evaluation.columns:
        name = f"{evaluation.sources[0]}/{column.name}" if len(evaluation.sources) == 1 else column.name
        groups[name] = column.tallies
    return {
        name: {
            tally.name: math.floor(tally.f1 * 1000) / 1000
            for tally in tallies
            if tally.name in FLOORED and (tally.found or tally.expected)
        }
        for name, tallies in groups.items()
    }


def find_breaches(evaluation: Evaluation, floors: Floors) -> tuple[Breach, ...]:
    """List scores below their floors; floors of what was not scored are passed over, a family no more scored is 0."""
    have = reached(evaluation)
    return tuple(
        Breach(name, score, floor, have[name].get(score, 0.0))
        for name, held in floors.items()
        if name in have
        for score, floor in held.items()
        if have[name].get(score, 0.0) < floor
    )


def raised(floors: Floors, evaluation: Evaluation) -> Floors:
    """Raise floors to what is reached; none is lowered, none is lost."""
    names = sorted({*floors, *(have := reached(evaluation))})
    return {name: _higher(floors.get(name, {}), have.get(name, {})) for name in names}


def _higher(old: Mapping[str, float], new: Mapping[str, float]) -> dict[str, float]:
    return {score: max(old.get(score, 0.0), new.get(score, 0.0)) for score in FLOORED if score in old or score in new}


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors in canonical form."""
    lines = [HEAD]
    for name, held in sorted(floors.items()):
        lines.append(f"[{json.dumps(name, ensure_ascii=False)}]")
        lines += [f'"{score}" = {floor}' for score, floor in held.items()]
        lines.append("")
    write_atomic(path, "\n".join(lines).encode())
