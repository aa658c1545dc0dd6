"""What a person says of a fact before them, as a line for the journal: checked, with all that a later reader needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models.review import Decision, Place
from pipeline.golden.fact_edit import changes_between, check_fact, parse_field
from pipeline.golden.fact_view import EMPTY, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.plan import PlanDocument
    from models.review import Family, ReviewedFact, Verdict

UNKNOWN_WHO = "?"


def decide(
    plan: PlanDocument,
    fact: ReviewedFact,
    verdict: Verdict,
    wanted: Mapping[str, str] | None = None,
    *,
    who: str,
    when: datetime | None = None,
    audit: bool = False,
    note: str = "",
    overlay: Path | None = None,
) -> Decision:
    """Make the line for a fact that was read.

    Args:
        plan: the reading that the person had before them.
        fact: the fact in it, as `overlay.apply` gave it.
        verdict: `accepted` takes what stands (corrections of before included), `corrected` what was typed besides,
            `rejected` says that the paper states no such fact, `doubtful` that someone else must look. A correction
            that changes nothing is an accept; both of a fact that only a person's word holds add it anew.
        wanted: fields as typed, for a correction (`fact.read` takes what this reading says).
        who: name of the person.
        when: now where nothing is said.
        audit: whether the fact was asked as part of the random sample.
        note: a remark.
        overlay: folder of the office's own words, whose indicators may be named too.

    Raises:
        NotAValue: something typed is no value of its field.
    """
    stands = dict(fact.fields)
    if verdict == "corrected":
        typed = (wanted or {}).items()
        stands |= {name: parse_field(fact.family, name, text, fact.key, overlay) for name, text in typed}
        check_fact(fact.family, stands, fact.key)
    said = fact.read
    if verdict == "rejected":
        said, changes = fact.read or fact.fields, {}
    else:
        changes = changes_between(fact.read, stands) if verdict != "doubtful" or fact.index < 0 else {}
        if verdict != "doubtful":
            verdict = "added" if fact.index < 0 else "corrected" if changes else "accepted"
    return Decision(
        plan_id=plan.plan_id,
        doc_id=plan.doc_id,
        family=fact.family,
        key=fact.key,
        verdict=verdict,
        said=said,
        changes=changes,
        place=Place(page=fact.page, box=fact.box, span=fact.spans[0] if fact.spans else None) if fact.page else None,
        who=who.strip() or UNKNOWN_WHO,
        when=when or datetime.now(UTC),
        read_from=plan.source.sha256,
        versions=plan.versions,
        audit=audit,
        confidence=fact.confidence if fact.index >= 0 else None,
        note=note,
    )


def add_fact(
    plan: PlanDocument,
    family: Family,
    wanted: Mapping[str, str],
    place: Place,
    *,
    quote: str,
    who: str,
    when: datetime | None = None,
    note: str = "",
    overlay: Path | None = None,
) -> Decision:
    """Make the line for a fact that the program missed.

    Args:
        plan: the reading that lacks it.
        family: any but `field` and `cell`, which every reading has.
        wanted: fields as typed; what is left out is empty.
        place: where the person marked it.
        quote: the marked words, as they were read.
        who: name of the person.
        when: now where nothing is said.
        note: a remark.
        overlay: folder of the office's own words, whose indicators may be named too.

    Raises:
        NotAValue: something typed is no value of its field, or a needed one is missing.
    """
    blank = EMPTY[family]
    fields = {name: parse_field(family, name, wanted.get(name, text), "", overlay) for name, text in blank.items()}
    check_fact(family, fields)
    fields["quote"] = " ".join(quote.split())
    return Decision(
        plan_id=plan.plan_id,
        doc_id=plan.doc_id,
        family=family,
        key=key_of(family, fields, place.page),
        verdict="added",
        changes={name: ("", text) for name, text in fields.items() if text},
        place=place,
        who=who.strip() or UNKNOWN_WHO,
        when=when or datetime.now(UTC),
        read_from=plan.source.sha256,
        versions=plan.versions,
        note=note,
    )
