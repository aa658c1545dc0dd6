"""The journal of decisions: `<golden>/decisions/<plan_id>.jsonl`, a line each, only ever added to.

One line a decision is made for `git diff` and for merges that keep both sides. Nothing is changed or taken out: an
undo is a line too. What stands follows from the lines alone (`standing`), whoever reads them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from models.review import Decision, FactConflict
from pipeline.files import sync_folder
from pipeline.golden.broken import BrokenFile, field_of, is_merge_mark
from pipeline.golden.fact_edit import NotAValue, check_fact
from pipeline.golden.fact_view import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from models.review import Family

FOLDER = "decisions"
_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class NotADecision(BrokenFile):
    """A line of a journal is no decision: a person must mend it before anything is said of its plan."""


class Conflict(Exception):
    """Someone else decided on this fact since the person looked. Both lines stay; the earlier one stands for now.

    Attributes:
        recorded: the later decision, as it was written.
        standing: the decision that the person did not know of.
    """

    def __init__(self, recorded: Decision, standing: Decision) -> None:
        super().__init__(f"{standing.who} decided on {standing.key} at {standing.when.isoformat()}")
        self.recorded = recorded
        self.standing = standing


class Standing(NamedTuple):
    """What holds for one fact: the decision that stands, the id of the last line on it, what contests it."""

    decision: Decision
    revision: str
    contested: tuple[FactConflict, ...] = ()


class DecisionLog:
    """The decisions on every plan of a golden folder. Holds only the folder: cheap to make, may be pickled."""

    def __init__(self, golden: Path) -> None:
        self.folder = golden / FOLDER

    def path(self, plan_id: str) -> Path:
        """Journal of a plan.

        Raises:
            ValueError: no plan is called so (a plan_id is lower-case letters, digits and hyphens).
        """
        if not _PLAN_ID.fullmatch(plan_id):
            raise ValueError(f"not a plan_id: {plan_id!r}")
        return self.folder / f"{plan_id}.jsonl"

    def plan_ids(self) -> tuple[str, ...]:
        """Plans on which anything was decided."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.jsonl")))

    def load(self, plan_id: str) -> tuple[Decision, ...]:
        """Every line on a plan, oldest first; none where nobody decided anything.

        Raises:
            NotADecision: a line that is no decision (the journal is kept by people in version control: say so at once).
        """
        path = self.path(plan_id)
        return _parse(path, path.read_bytes()) if path.exists() else ()

    def stamp(self, plan_id: str) -> tuple[int, int]:
        """Size and time of change of a plan's journal: equal stamps, equal decisions."""
        path = self.path(plan_id)
        if not path.exists():
            return (0, 0)
        seen = path.stat()
        return (seen.st_size, seen.st_mtime_ns)

    def record(self, decision: Decision, seen_revision: str = "") -> Decision:
        """Append a decision and return it with its id.

        Args:
            decision: what the person said; its `id` and `seen` are filled in here.
            seen_revision: `ReviewedFact.revision` that the person had before them.

        Raises:
            Conflict: another decision on the fact came since and says something else. The line is written all the
                same and shows as contested; whoever decides next, knowing both, settles it.
            OSError: the line could not be written; nothing was.
        """
        with self._held(decision.plan_id) as file:
            before = standing(_parse(self.path(decision.plan_id), file.read()))
            line = _sealed(decision.model_copy(update={"seen": seen_revision}))
            _append(file, line)
        known = before.get((line.family, line.key))
        if known is not None and known.revision != seen_revision and not _agree(known.decision, line):
            raise Conflict(line, known.decision)
        return line

    def undo(self, plan_id: str, decision_id: str, who: str, when: datetime | None = None) -> Decision:
        """Take back one line (an undo too: then what it took back counts again) by a line of its own.

        Raises:
            KeyError: no such line, or it was taken back already.
        """
        with self._held(plan_id) as file:
            lines = _parse(self.path(plan_id), file.read())
            taken = next((line for line in lines if line.id == decision_id), None)
            if taken is None or decision_id not in {line.id for line in _counting(lines)}:
                raise KeyError(decision_id)
            last = [line for line in lines if (line.family, line.key) == (taken.family, taken.key)][-1]
            line = _sealed(
                taken.model_copy(
                    update={
                        "verdict": "undone",
                        "said": {},
                        "changes": {},
                        "place": None,
                        "who": who,
                        "when": when or datetime.now(UTC),
                        "seen": last.id,
                        "undoes": decision_id,
                        "audit": False,
                        "confidence": None,
                        "note": "",
                    }
                )
            )
            _append(file, line)
        return line

    @contextmanager
    def _held(self, plan_id: str) -> Iterator[IO[bytes]]:
        """Open a plan's journal for one writer at a time, over processes; a new one is made."""
        path = self.path(plan_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            yield file
        if fresh:
            sync_folder(path.parent)


def _sealed(decision: Decision) -> Decision:
    bare = decision.model_copy(update={"id": ""})
    return decision.model_copy(update={"id": hashlib.sha256(_line(bare).encode()).hexdigest()[:12]})


def _line(decision: Decision) -> str:
    return json.dumps(decision.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True)


def _append(file: IO[bytes], decision: Decision) -> None:
    """Add one whole line, on the disk before anyone is told; a half line of a power cut is ended first."""
    torn = b""
    if file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        torn = b"" if file.read(1) == b"\n" else b"\n"
    file.write(torn + _line(decision).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def _parse(path: Path, content: bytes) -> tuple[Decision, ...]:
    """Read lines; the last one, or one before a line end that we added, may be torn: it never counted."""
    found: list[Decision] = []
    ids: set[str] = set()
    for number, text in enumerate(content.splitlines(), 1):
        if not text.strip():
            continue
        try:
            held = json.loads(text)
        except ValueError:
            if text.startswith(b"{") and not text.endswith(b"}"):
                continue  # torn by a power cut: whoever wrote it was never told that it stands
            merged = is_merge_mark(text.decode("utf-8", "replace"))
            raise NotADecision(path, number, "merge" if merged else "json") from None
        try:
            one = Decision.model_validate(held)
        except ValidationError as wrong:
            raise NotADecision(path, number, "field", field_of(wrong)) from wrong
        _check_content(one, path, number)
        if one.id not in ids:  # a merge may bring one line twice
            ids.add(one.id)
            found.append(one)
    return tuple(found)


def _check_content(one: Decision, path: Path, number: int) -> None:
    """See that what stands by a decision makes a fact: a line that was edited by hand may say anything."""
    if one.verdict not in ("accepted", "corrected", "added"):
        return
    try:
        check_fact(one.family, content_of(one), one.key)
    except NotAValue as wrong:
        raise NotADecision(path, number, "field", wrong.field) from wrong
    except KeyError as missing:
        raise NotADecision(path, number, "field", str(missing.args[0])) from missing
    except ValueError as wrong:  # a year or a day in a field of its own
        raise NotADecision(path, number, "field", one.key) from wrong


def _counting(lines: Sequence[Decision]) -> tuple[Decision, ...]:
    """Lines that no later line takes back."""
    undone: set[str] = set()
    for line in reversed(lines):
        if line.verdict == "undone" and line.id not in undone:
            undone.add(line.undoes)
    return tuple(line for line in lines if line.id not in undone)


def _agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions leave the fact the same."""
    return one.verdict == other.verdict and one.fields == other.fields


def standing(lines: Iterable[Decision]) -> dict[tuple[Family, str], Standing]:
    """Fold the lines of one plan into what stands for each fact, in the order of their first line.

    A decision by someone who did not know the one that stands, and that says otherwise, contests it: the earlier stands
    until somebody decides who has seen both.
    """
    lines = tuple(lines)
    counting = {line.id for line in _counting(lines)}
    held: dict[tuple[Family, str], Standing] = {}
    revisions: dict[tuple[Family, str], str] = {}
    for line in lines:
        key = (line.family, line.key)
        before, known = held.get(key), revisions.get(key, "")
        revisions[key] = line.id
        if line.id in counting and line.verdict != "undone":
            if before is None or line.seen == known or _agree(before.decision, line):
                held[key] = Standing(line, line.id)
            else:
                held[key] = before._replace(contested=(*before.contested, _contest(before.decision, line)))
        if key in held:
            held[key] = held[key]._replace(revision=line.id)
    return held


def revision_of(lines: Iterable[Decision], family: Family, key: str) -> str:
    """Id of the last line on a fact, undone or not; empty where there is none."""
    return next((line.id for line in reversed(tuple(lines)) if (line.family, line.key) == (family, key)), "")


def _contest(stands: Decision, other: Decision) -> FactConflict:
    ours, theirs = stands.fields, other.fields
    differ = {
        name: (ours.get(name, ""), theirs.get(name, ""))
        for name in (*ours, *(name for name in theirs if name not in ours))
        if ours.get(name, "") != theirs.get(name, "")
    }
    if stands.verdict != other.verdict:
        differ = {"verdict": (stands.verdict, other.verdict), **differ}
    return FactConflict(kind="two_people", fields=differ, who=other.who, when=other.when)
