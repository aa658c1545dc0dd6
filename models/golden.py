"""Facts by a person's word: what a document says, read from the paper or accepted from a proposal.

Golden is keyed by plan_id and holds figures, labels, dates and short names plainly. Prose of documents that are not
ours stands in it by reference (`TextRef`) to a text file whose sha256 it names.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.plan import Change, Comparator, Domain, Role, Scope, Versions
from models.source import Frozen
from models.table import DeadlineKind


class TextRef(Frozen):
    """Characters `start` to `end` of the UTF-8 text file with this sha256 (its hard wraps folded when compared).

    `more` are further (start, end) pieces where a page break, markup or left-out words part the text; they are joined
    by a space, in their order.
    """

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    more: tuple[tuple[int, int], ...] = ()


Text = str | TextRef
State = Literal["stated", "not_stated", "unreadable"]


class Accepted(Frozen):
    """Whose yes a fact has: who, when (UTC), to which reading (`GoldenPlan.readings`).

    `was` holds what that reading said of each field that the person corrected; `added` marks a fact it did not show.
    """

    who: str
    when: datetime
    reading: str
    was: dict[str, str] = Field(default_factory=dict)
    added: bool = False


class GoldenReading(Frozen):
    """A reading that somebody accepted facts of: the bytes, and what read them."""

    doc_id: str
    read_from: str = Field(pattern=r"^[0-9a-f]{64}$")
    versions: Versions


class GoldenFact(Frozen):
    """Base of golden facts: one that was accepted from a proposal says so; one read from the paper has None."""

    accepted: Accepted | None = None


class GoldenField(GoldenFact):
    """A front-matter field: ISO date or text as conventions say. `not_stated` differs from `unreadable`."""

    state: State = "stated"
    value: Text = ""


class GoldenSection(GoldenFact):
    """A headed section."""

    path: str
    heading: Text
    level: int
    role: Role


class GoldenTarget(GoldenFact):
    """A numeric target; `optional` marks one that a careful reader may give or leave (GUIDELINES.md)."""

    value: Decimal
    value_max: Decimal | None = None
    unit: str
    comparator: Comparator
    change: Change = ""
    subject: Text
    quote: Text
    scope: Scope = ""
    year: int | None = None
    baseline: str = ""
    recurring: bool = False
    section_path: str
    domain: Domain = ""
    indicator_id: str = ""
    source: Literal["body", "table"] = "body"
    optional: bool = False


class GoldenTask(GoldenFact):
    """A numbered row of an appendix table."""

    table: int = 1
    row: int
    group_label: str = ""
    number: str = ""
    task: Text
    lead: Text = ""
    support: Text = ""
    output: Text = ""
    deadline: Text = ""
    deadline_kind: DeadlineKind | Literal[""] = ""
    deadline_date: date | None = None


class GoldenLegalRef(GoldenFact):
    """A distinct cited document; `optional` as for targets (a slip of the paper, the plan's own wrapper)."""

    symbol: str
    issued: date | None = None
    optional: bool = False


class GoldenCommitment(GoldenFact):
    """A promise without a number; `optional` as for targets."""

    kind: Literal["rank", "zero", "all"]
    quote: Text
    section_path: str = ""
    optional: bool = False


class GoldenPlan(Frozen):
    """All facts of one plan. A family that is None was not read by anyone and is not scored.

    A family of `partial` holds only what was accepted so far: it says nothing of further facts.
    """

    plan_id: str
    title: str
    origin: Literal["read", "accepted", "made"]
    read_from: str = Field(description="sha256 of the text or PDF that was read")
    applies_to: tuple[str, ...] = Field(default=(), description="file stems this golden speaks for")
    readings: dict[str, GoldenReading] = Field(default_factory=dict, description="what was accepted from, by name")
    partial: tuple[str, ...] = Field(default=(), description="families of which only some facts were settled")
    document: dict[str, GoldenField] = Field(default_factory=dict)
    sections: tuple[GoldenSection, ...] | None = None
    targets: tuple[GoldenTarget, ...] | None = None
    tasks: tuple[GoldenTask, ...] | None = None
    groups: int | None = None
    legal_refs: tuple[GoldenLegalRef, ...] | None = None
    commitments: tuple[GoldenCommitment, ...] | None = None
    numbers: tuple[tuple[int, str], ...] | None = Field(default=None, description="(page, token) of printed numbers")

    def whole(self) -> GoldenPlan:
        """Return the golden without families of which only some facts were settled: those cannot be scored."""
        return self.model_copy(update=dict.fromkeys(self.partial)) if self.partial else self
