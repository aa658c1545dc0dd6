"""Read the sentences of `sentences/*.txt`: each with the targets that a careful reader takes from it.

A line that begins with "@@" says whose plan the next sentences stand in ("@@ huyện 2023 2025"); any other line is a
paragraph; lines indented by two blanks are its targets, written down before the program read them:

    >=98 % ; @H ; 2024 ; dec ; each ; b=so với năm 2022 ; c=trừ văn bản mật ; s=hồ sơ

comparator, value (`low~high`) and unit, then scope (@T @H @X), year (left out: the plan's last), change (inc, dec),
recurring, baseline, condition, a part of the subject. "opt" marks what a reader may give or leave; "none" says that the
sentence commits to no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from models.plan import FrontMatter
from models.source import Found

if TYPE_CHECKING:
    from models.plan import Target

FOLDER = Path(__file__).parent / "sentences"
_SCOPES = {"@T": "cấp tỉnh", "@H": "cấp huyện", "@X": "cấp xã"}
_FIRST = re.compile(r"(>=|<=|>|<|=)([\d.]+)(?:~([\d.]+))?\s*(.*)")


@dataclass(frozen=True)
class Wanted:
    """One target as a person labelled it."""

    value: Decimal
    value_max: Decimal | None
    unit: str
    comparator: str
    scope: str
    year: int
    change: str
    recurring: bool
    baseline: str
    condition: str
    subject: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class Sentence:
    """A paragraph with its targets, and the plan that it stands in."""

    text: str
    wanted: tuple[Wanted, ...]
    level: str
    first: int
    last: int

    @property
    def front(self) -> FrontMatter:
        """Front matter of the plan."""
        return FrontMatter(
            unit_level=Found[str](value=self.level),
            period_start=Found[int](value=self.first),
            period_end=Found[int](value=self.last),
        )


def _wanted(line: str, last: int) -> Wanted:
    head, *parts = [part.strip() for part in line.strip().split(" ; ")]
    match = _FIRST.fullmatch(head)
    assert match, line
    keyed = {part[:1]: part[2:] for part in parts if part[1:2] == "="}
    year = next((int(part) for part in parts if re.fullmatch(r"\d{4}|0", part)), last)
    return Wanted(
        value=Decimal(match[2]), value_max=Decimal(match[3]) if match[3] else None, unit=match[4], comparator=match[1],
        scope=next((_SCOPES[part] for part in parts if part in _SCOPES), ""), year=year,
        change={"inc": "increase", "dec": "decrease"}.get(next((p for p in parts if p in ("inc", "dec")), ""), ""),
        recurring="each" in parts, baseline=keyed.get("b", ""), condition=keyed.get("c", ""),
        subject=tuple(keyed.get("s", "").split("&")), optional="opt" in parts,
    )  # fmt: skip


def read_sentences(name: str) -> list[Sentence]:
    """Sentences of one file, in order."""
    found: list[Sentence] = []
    level, first, last, text = "huyện", 2023, 2025, ""
    wanted: list[Wanted] = []

    def close() -> None:
        if text:
            found.append(Sentence(text.replace("\\n", "\n").replace("\\f", "\f"), tuple(wanted), level, first, last))

    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            if line.strip() != "none":
                wanted.append(_wanted(line, last))
            continue
        close()
        text, wanted = "", []
        if line.startswith("@@"):
            _, level, start, end = line.split()
            first, last = int(start), int(end)
        elif line.strip() and not line.startswith("#"):
            text = line
    close()
    return found


def faults_of(found: list[Found[Target]], wanted: tuple[Wanted, ...]) -> list[str]:
    """What a reading of one sentence got wrong, target by target."""
    faults: list[str] = []
    rest = list(found)
    for want in wanted:
        same = [
            one
            for one in rest
            if (one.value.quantity.value, one.value.quantity.value_max) == (want.value, want.value_max)
        ]
        if not same:
            if not want.optional:
                faults.append(f"{want.value} {want.unit} is missing")
            continue
        rest.remove(same[0])
        if not want.optional:
            faults.extend(differences(same[0].value, want))
    return faults + [f"{one.value.quantity.value} {one.value.quantity.unit}: {one.quote!r} is none" for one in rest]


def differences(target: Target, want: Wanted) -> list[str]:
    """Fields in which a target is not the one wanted."""
    quantity = target.quantity
    pairs = {
        "comparator": (quantity.comparator, want.comparator),
        "scope": (target.scope, want.scope),
        "year": (target.year or 0, want.year),
        "change": (quantity.change, want.change),
        "recurring": (target.recurring, want.recurring),
        "baseline": (target.baseline, want.baseline),
    }
    if want.condition:
        pairs["condition"] = (target.condition, want.condition)
    faults = [f"{want.value}: {name} {have!r}, not {due!r}" for name, (have, due) in pairs.items() if have != due]
    one, other = quantity.unit, want.unit
    if not (one == other or one.startswith(other) or other.startswith(one + " ")):
        faults.append(f"{want.value}: unit {one!r}, not {other!r}")
    faults += [
        f"{want.value}: subject {target.subject!r} lacks {part!r}"
        for part in want.subject
        if part.casefold() not in target.subject.casefold()
    ]
    return faults


def read_commitments() -> list[tuple[str, list[tuple[str, str]]]]:
    """Sentences of `promises.txt` with kind and a part of the quote of each promise without a number."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in (FOLDER.parent / "promises.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            if line.strip() != "none":
                kind, _, words = line.strip().partition(" ; ")
                found[-1][1].append((kind, words))
        elif line.strip() and not line.startswith("#"):
            found.append((line, []))
    return found
