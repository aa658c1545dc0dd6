"""The list of plans."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.listing import ORDERS, SHOWS, Asked, all_listed, choose, counts, more_of, overall, rows_of
from review.room import Room, room_of
from review.visitor import Visitor, answer

router = APIRouter()
Text = Annotated[str, Query(max_length=200)]


def _asked(q: str, show: str, order: str, page: int) -> Asked:
    return Asked(q, show if show in SHOWS else "open", order if order in ORDERS else "urgent", page)


@router.get("/")
def show_list(request: Request, q: Text = "", show: Text = "", order: Text = "urgent") -> Response:
    """Show the list with its first rows; without a choice, what is to be looked at, or all where nothing is."""
    room = room_of(request)
    visitor = room.reader(request)
    listed = all_listed(room.desk, room.digests)
    if not show:
        show = "open" if any(one.shown_as("open") for one in listed) else "all"
    asked = _asked(q, show, order, 0)
    query = urlencode({"q": asked.q, "show": asked.show, "order": asked.order})
    return answer(
        visitor,
        "list.html.j2",
        faults=room.desk.goldens.faults(),
        shows=counts(listed),
        orders=ORDERS,
        here=f"/?{query}",
        back=f"/?{query}",
        overall=overall(listed, _waiting(room), visitor.words),
        **_rows(room, visitor, asked),
    )


@router.get("/rows")
def show_rows(
    request: Request,
    q: Text = "",
    show: Text = "open",
    order: Text = "urgent",
    page: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """Show one page of rows."""
    room = room_of(request)
    visitor = room.reader(request)
    return answer(visitor, "rows.html.j2", **_rows(room, visitor, _asked(q, show, order, page)))


@router.get("/overall")
def show_overall(request: Request) -> Response:
    """Say over all documents what is counted by now."""
    room = room_of(request)
    visitor = room.reader(request)
    listed = all_listed(room.desk, room.digests)
    return answer(visitor, "overall.html.j2", overall=overall(listed, _waiting(room), visitor.words))


def _rows(room: Room, visitor: Visitor, asked: Asked) -> dict[str, Any]:
    chosen = choose(all_listed(room.desk, room.digests), asked)
    reasons: dict[str, tuple[str, str]] = {}
    if any(one.record.status == "quarantined" for one in chosen):
        reasons = {note.doc_id: (note.reason_vi, note.reason_en) for note in room.desk.store.notes()}
    rows = rows_of(chosen, asked, visitor.words, reasons)
    return {"rows": rows, "asked": asked, "more": more_of(chosen, asked)}


def _waiting(room: Room) -> int:
    records = [record for record in room.desk.records().values() if record.status in ("read", "partial")]
    return room.digests.waiting(records)
