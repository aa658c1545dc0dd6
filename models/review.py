"""What persons said of the facts that were read, and what they are asked to look at.

A fact is known by what it says, never by its row: its key names it for people and for `git diff`, and whoever meets it
in another reading finds it again by `said` (`pipeline.golden.overlay`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from models.plan import PlanDocument, Versions
from models.source import Box, Doubt, Frozen, Span

Family = Literal["target", "field", "section", "task", "legal_ref", "commitment", "number", "cell"]
Verdict = Literal["accepted", "corrected", "rejected", "added", "doubtful", "undone"]
ReviewState = Literal["unreviewed", "accepted", "corrected", "rejected"]
"""Column `review` of the export. A doubtful fact stays unreviewed; one that a person added is `corrected`."""
ConflictKind = Literal["reads_otherwise", "not_read", "two_people"]
"""The document now says something else; it no longer shows the fact; two people decided without seeing each other."""
ReasonCode = Literal[
    "conflict", "golden_differs", "readings_differ", "low_confidence", "doubt", "inconsistent", "not_found",
    "number_unclaimed", "page_unread", "person_doubts", "audit",
]  # fmt: skip

Fields = dict[str, str]
"""Field name -> value as plain text: ISO dates, numbers with a point, "true" or "false", "" for nothing."""


class Place(Frozen):
    """Where a fact stands: a page (1-based) of a document, a box in points, characters of its transcript."""

    page: int = Field(ge=1)
    box: Box | None = None
    span: Span | None = None


class Decision(Frozen):
    """One line of the journal: what a person said of one fact, or (`undone`) that an earlier line shall not count.

    `said` holds the fact as it was read when the person decided, its `quote` too; it is empty for an added one, whose
    whole content stands in `changes`. `changes` names each corrected field with what was read and what is right.
    """

    id: str = Field(default="", description="twelve hex digits of the content; the journal fills it in")
    plan_id: str
    doc_id: str
    family: Family
    key: str
    verdict: Verdict
    said: Fields = Field(default_factory=dict)
    changes: dict[str, tuple[str, str]] = Field(default_factory=dict)
    place: Place | None = None
    who: str
    when: datetime = Field(description="UTC")
    read_from: str = Field(pattern=r"^[0-9a-f]{64}$", description="sha256 of the document that the person saw")
    versions: Versions = Field(description="what had read it")
    seen: str = Field(default="", description="id of the last line on this fact that the person knew; empty for none")
    undoes: str = Field(default="", description="id of the line that an `undone` takes back")
    audit: bool = Field(default=False, description="asked as part of the random sample")
    confidence: float | None = Field(default=None, description="how sure the program was; None where it read nothing")
    note: str = ""

    @property
    def fields(self) -> Fields:
        """The fact as the person left it."""
        return {**self.said, **{name: right for name, (_, right) in self.changes.items()}}


class FactConflict(Frozen):
    """Why what a person said and what is at hand do not agree. Shown until a person decides again, never resolved.

    For `reads_otherwise`, `fields` names each field with what was read when the person decided and what is read now;
    for `two_people`, with what stands and what the later person (`who`) said without knowing it.
    """

    kind: ConflictKind
    fields: dict[str, tuple[str, str]] = Field(default_factory=dict)
    who: str = ""
    when: datetime | None = None


class ReviewedFact(Frozen):
    """A fact with a person's word laid over it.

    `read` is what this reading says (empty where it does not show the fact), `fields` what stands: the read values
    with the person's corrections. `index` is its place in the family's tuple of the reading (-1: only a person's word
    holds it). `revision` goes into the next decision's `seen`.
    """

    family: Family
    key: str
    index: int
    read: Fields
    fields: Fields
    page: int = 0
    box: Box | None = None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    doubts: tuple[Doubt, ...] = ()
    state: ReviewState = "unreviewed"
    doubtful: bool = False
    added: bool = False
    revision: str = ""
    decision: Decision | None = None
    conflicts: tuple[FactConflict, ...] = ()

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """Fields in which what stands differs from what this reading says."""
        names = [name for name in self.fields if self.fields[name] != self.read.get(name, "")]
        return {name: (self.read.get(name, ""), self.fields[name]) for name in names}


class ReviewedPlan(Frozen):
    """A plan as it stands: every fact with its state, in the order of the paper, by family.

    `plan` holds the corrected values, ready for the export: added facts put in; rejected ones left out, but targets,
    whose state the export tells. `states` is the state of each target of `plan` by target_id.
    """

    plan: PlanDocument
    facts: tuple[ReviewedFact, ...]
    states: dict[str, ReviewState] = Field(default_factory=dict)

    def of(self, family: Family) -> tuple[ReviewedFact, ...]:
        """Facts of one family."""
        return tuple(fact for fact in self.facts if fact.family == family)

    def fact(self, family: Family, key: str) -> ReviewedFact | None:
        """The fact of this key, None where there is none."""
        return next((fact for fact in self.facts if fact.family == family and fact.key == key), None)

    @property
    def conflicts(self) -> tuple[ReviewedFact, ...]:
        """Facts on which something does not agree."""
        return tuple(fact for fact in self.facts if fact.conflicts)


class QueueItem(Frozen):
    """One thing to look at. `weight` is what a look is expected to put right: heaviest first.

    `key` is empty for what concerns a page; `who` is whoever asked for the look (a person's doubt), empty for us.
    """

    doc_id: str
    family: Family
    key: str
    reason: ReasonCode
    weight: float
    page: int = 0
    box: Box | None = None
    message_vi: str
    message_en: str


class ReviewPromise(Frozen):
    """What may be said of the facts that nobody looks at, once those of the queue were.

    `error` is the share of the rest that is expected to be wrong, `error_high` its upper bound (95 %); `omitted` is
    how many facts are expected to be missing from the rest altogether, with its bound: both count in `error`.
    """

    facts: int
    settled: int
    to_review: int
    error: float
    error_high: float
    omitted: float
    omitted_high: float
    audited: int = 0
    audited_wrong: int = 0

    @property
    def rest(self) -> int:
        """Facts that nobody will have looked at."""
        return self.facts - self.settled - self.to_review
