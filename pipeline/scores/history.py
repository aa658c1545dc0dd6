"""What was scored before: recorded boards, and what a change of the program gained and lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from models.report import Evaluation
from pipeline.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.report import Column, JudgedFact

LEAST = 0.0005
"""A score that moves less than this did not move."""

Key = tuple[str, str, str, int]


class Turn(NamedTuple):
    """A field of a fact (or the fact itself: "missing", "added") that became right, or wrong."""

    gained: bool
    stem: str
    family: str
    key: str
    field: str
    told: str


class Move(NamedTuple):
    """A score of a column that moved."""

    column: str
    name: str
    before: float
    after: float
    better: bool


def record(evaluation: Evaluation, data: Path, when: str) -> Path:
    """Write a board below the data folder; `when` (ISO) names it."""
    stamp = when.replace(":", "").replace("-", "").replace("+0000", "Z")
    path = data / "evaluations" / f"{stamp}-{'-'.join(evaluation.sources)}.json"
    write_atomic(path, evaluation.model_dump_json(indent=1).encode())
    return path


def read_record(path: Path) -> Evaluation:
    """Read a recorded board.

    Raises:
        FileNotFoundError: no such file.
        pydantic.ValidationError: not a board.
    """
    return Evaluation.model_validate_json(path.read_bytes())


def last_record(data: Path, sources: tuple[str, ...]) -> Path | None:
    """The newest recorded board of these sources, or None."""
    paths = sorted((data / "evaluations").glob(f"*Z-{'-'.join(sources)}.json"))
    return paths[-1] if paths else None


def find_turns(before: Iterable[JudgedFact], after: Iterable[JudgedFact]) -> tuple[Turn, ...]:
    """List what became right and what became wrong, facts of documents that only one board has left out."""
    old, new = _keyed(before), _keyed(after)
    stems = {key[0] for key in old} & {key[0] for key in new}
    turns = []
    for key in sorted({*old, *new}, key=lambda key: (key[0], key[1], key[3], key[2])):
        if key[0] not in stems:
            continue
        was, now = old.get(key), new.get(key)
        faults = [_faults(fact) for fact in (was, now)]
        told = now or was
        assert told is not None
        for field in sorted(faults[0] ^ faults[1]):
            gained = field in faults[0]
            words = (was if gained else now) or told
            turns.append(Turn(gained, key[0], key[1], told.key, field, words.actual or words.expected))
    return tuple(turns)


def _keyed(facts: Iterable[JudgedFact]) -> dict[Key, JudgedFact]:
    """Key facts so that one of both boards is the same: golden ones by what they are, added ones by their words."""
    counted: Counter[tuple[str, str, str]] = Counter()
    keyed: dict[Key, JudgedFact] = {}
    for fact in facts:
        name = fact.key if fact.state != "added" else f"+ {fact.key} {fact.actual}"
        counted[fact.stem, fact.family, name] += 1
        keyed[fact.stem, fact.family, name, counted[fact.stem, fact.family, name]] = fact
    return keyed


def _faults(fact: JudgedFact | None) -> set[str]:
    if fact is None:
        return set()
    return set(fact.wrong) if fact.state == "paired" else {fact.state}


def find_moves(before: Evaluation, after: Evaluation) -> tuple[Move, ...]:
    """List the scores that moved, column by column; sealed columns too, for these are totals."""
    old = {column.name: column for column in before.columns}
    moves = []
    for column in after.columns:
        if column.name not in old:
            continue
        was, now = _scores(old[column.name]), _scores(column)
        for name, (value, low) in now.items():
            if name in was and abs(value - was[name][0]) >= LEAST:
                better = (value < was[name][0]) == low
                moves.append(Move(column.name, name, was[name][0], value, better))
    return tuple(moves)


def _scores(column: Column) -> dict[str, tuple[float, bool]]:
    tallies = {tally.name: (tally.f1, False) for tally in column.tallies}
    measures = {one.name: (one.value, one.low) for one in column.measures}
    errors = {f"confidence.{one.family}.ece": (one.ece, True) for one in column.calibrations}
    return {**tallies, **measures, **errors}
