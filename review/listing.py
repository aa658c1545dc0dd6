"""The list of plans: which are shown, in which order, what stands in each row, what may be promised over all."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.record import DocumentRecord
    from review.desk import Desk
    from review.digests import Digest, Digests
    from review.words import Words

ROWS = 60
"""Rows that are sent at a time; the next ones come when the reader scrolls there."""
SHOWS = ("open", "all", "done", "partial", "quarantined")
ORDERS = ("urgent", "newest", "name")
State = Literal["open", "done", "partial", "quarantined", "waiting", "conflict"]
_SIGN = {"open": "○", "done": "✓", "partial": "◐", "quarantined": "✕", "waiting": "…", "conflict": "≠"}
_MARK = {"done": "accepted", "partial": "doubtful", "quarantined": "rejected", "conflict": "conflict"}


class Asked(NamedTuple):
    """What the reader of the list asked for."""

    q: str = ""
    show: str = "open"
    order: str = "urgent"
    page: int = 0


class Listed(NamedTuple):
    """A document with what was counted of it."""

    record: DocumentRecord
    digest: Digest | None

    @property
    def state(self) -> State:
        """State that a person acts on."""
        if self.record.status in ("quarantined", "waiting"):
            return self.record.status
        if self.digest is not None and self.digest.conflicts:
            return "conflict"
        if self.record.status == "partial":
            return "partial"
        return "done" if self.digest is not None and not self.digest.to_look else "open"

    @property
    def title(self) -> str:
        """Name of the plan, of its file while nothing was counted."""
        return self.digest.title if self.digest else self.record.doc_id

    def shown_as(self, show: str) -> bool:
        """Whether a filter lets it through."""
        if show == "open":
            return self.state in ("open", "conflict", "partial") and (self.digest is None or self.digest.to_look > 0)
        return show == "all" or self.state == show or (show == "partial" and self.record.status == "partial")


class ListRow(NamedTuple):
    """A row as the template writes it."""

    id: str
    href: str
    state: State
    mark: str
    glyph: str
    title: str
    file: str
    pages: int
    to_look: int | None
    facts: int
    settled: int
    first: str
    first_where: str
    promise: str


class Overall(NamedTuple):
    """What is said over all documents, and how many of them are still being counted."""

    lead: str
    promise: str
    waiting: int


def all_listed(desk: Desk, digests: Digests) -> list[Listed]:
    """Every document with its digest."""
    return [Listed(record, digests.of(record)) for record in desk.records().values()]


def choose(listed: Sequence[Listed], asked: Asked) -> list[Listed]:
    """Documents that are shown, in their order."""
    wanted = fold(asked.q).split()
    found = [
        one
        for one in listed
        if one.shown_as(asked.show) and all(word in fold(f"{one.title} {_names(one.record)}") for word in wanted)
    ]
    if asked.order == "name":
        return sorted(found, key=lambda one: (fold(one.title), one.record.doc_id))
    if asked.order == "newest":
        return sorted(found, key=lambda one: (one.record.archived, one.record.doc_id), reverse=True)
    return sorted(found, key=lambda one: (-(one.digest.weight if one.digest else 0.0), one.record.doc_id))


def _names(record: DocumentRecord) -> str:
    return " ".join((record.doc_id, *record.names))


def fold(text: str) -> str:
    """Fold what a search must not depend on: capitals, tone marks, đ."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def counts(listed: Sequence[Listed]) -> list[tuple[str, int]]:
    """How many documents each filter lets through."""
    return [(show, sum(one.shown_as(show) for one in listed)) for show in SHOWS]


def rows_of(chosen: Sequence[Listed], asked: Asked, words: Words, reasons: dict[str, tuple[str, str]]) -> list[ListRow]:
    """Rows of one page of the list; `reasons` says in both languages why a file is in quarantine, by doc_id."""
    page = chosen[asked.page * ROWS : (asked.page + 1) * ROWS]
    return [_row(one, words, reasons.get(one.record.doc_id, ("", ""))) for one in page]


def _row(one: Listed, words: Words, reason: tuple[str, str]) -> ListRow:
    record, digest, state = one.record, one.digest, one.state
    first, where = reason[0 if words.lang == "vi" else 1], ""
    if digest is not None:
        first = digest.first_vi if words.lang == "vi" else digest.first_en
        where = digest.first_fact_vi if words.lang == "vi" else digest.first_fact_en
        if digest.first_page:
            where = " · ".join(part for part in (where, words("doc.p", number=digest.first_page)) if part)
    promise = ""
    if digest is not None and digest.rest:
        promise = words("list.row_after", percent=percent(digest.error_high, words))
    return ListRow(
        id=record.doc_id,
        href="" if state in ("quarantined", "waiting") else f"/doc/{record.doc_id}",
        state=state,
        mark=_MARK.get(state, "unreviewed"),
        glyph=_SIGN[state],
        title=one.title,
        file=" · ".join(record.names),
        pages=record.summary.pages,
        to_look=digest.to_look if digest else (0 if state == "quarantined" else None),
        facts=digest.facts if digest else 0,
        settled=digest.settled if digest else 0,
        first=first,
        first_where=where,
        promise=promise,
    )


def percent(share: float, words: Words) -> str:
    """Write a share as a percentage, never smaller than it is: two digits that count."""
    value = 100 * share
    places = 0 if value >= 10 else 1 if value >= 0.1 else 2
    step = 10.0**-places
    return words.number(max(step, -(-value // step) * step), places)


def overall(listed: Sequence[Listed], waiting: int, words: Words) -> Overall:
    """Say over all documents what is to be looked at, and what may be promised of the rest."""
    held = [one.digest for one in listed if one.digest is not None]
    look, facts = sum(digest.to_look for digest in held), sum(digest.facts for digest in held)
    rest = sum(digest.rest for digest in held)
    if not listed:
        return Overall(words("list.lead_empty"), "", 0)
    if not look:
        return Overall(words("list.lead_none", plans=words.number(len(held))), "", waiting)
    lead = words("list.lead", look=words.number(look), facts=words.number(facts), plans=words.number(len(held)))
    error = sum(digest.error_high * digest.rest for digest in held) / rest if rest else 0.0
    return Overall(lead, words("list.after", percent=percent(error, words)) if rest else "", waiting)


def more_of(chosen: Sequence[Listed], asked: Asked) -> str:
    """Query of the next page of rows, empty after the last."""
    if (asked.page + 1) * ROWS >= len(chosen):
        return ""
    return urlencode({"q": asked.q, "show": asked.show, "order": asked.order, "page": asked.page + 1})
