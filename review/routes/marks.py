"""A missed target, marked by its words on the paper."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from models.review import Place
from models.source import Span
from models.transcript import Transcript
from pipeline.golden.deciding import add_fact
from pipeline.golden.decisions import Conflict
from pipeline.golden.fact_edit import NotAValue
from pipeline.golden.fact_view import EMPTY
from pipeline.golden.proposal import propose_target
from review.cards import page_info
from review.crops import crop_of
from review.desk import Opened
from review.forms import fact_inputs, form_fault, indicator_names, typed_fields
from review.lines import GLYPHS, box_text, card_address, name_of
from review.room import NoDocument, Room, room_of
from review.routes.decisions import after
from review.visitor import Visitor, render

router = APIRouter()
LONGEST = 1200
"""Characters that a promise may have: a mark over a whole page is a slip of the hand."""


@router.get("/doc/{doc_id}/mark")
def show_mark(
    request: Request, doc_id: str, start: Annotated[int, Query(ge=0)], end: Annotated[int, Query(ge=1)], back: str = ""
) -> Response:
    """Show the form of a target that was marked, filled in as the program would read it."""
    room = room_of(request)
    visitor, opened = room.reader(request), room.open(doc_id)
    span, transcript = _marked(room, opened, start, end)
    proposed = propose_target(opened.reviewed.plan, transcript, span, room.desk.settings.overlay)
    return HTMLResponse(_form(room, visitor, opened, transcript, span, proposed, back, {}, None))


@router.post("/doc/{doc_id}/mark")
async def add_marked(request: Request, doc_id: str) -> Response:
    """Add the target that was marked."""
    room = room_of(request)
    visitor, form = await room.author(request)
    return await run_in_threadpool(_add, room, visitor, doc_id, form)


def _add(room: Room, visitor: Visitor, doc_id: str, form: FormData) -> Response:
    opened = room.open(doc_id)
    try:
        start, end = int(str(form.get("start", ""))), int(str(form.get("end", "")))
    except ValueError as wrong:
        raise NoDocument from wrong
    span, transcript = _marked(room, opened, start, end)
    typed, back = typed_fields(dict(form)), str(form.get("back", ""))
    place, quote = _place(transcript, span)
    try:
        decision = add_fact(opened.read, "target", typed, place, quote=quote, who=visitor.who, overlay=opened.overlay)
    except NotAValue as wrong:
        return HTMLResponse(_form(room, visitor, opened, transcript, span, dict(EMPTY["target"]), back, typed, wrong))
    told, fault = visitor.words("act.saved"), False
    with room.desk.writing:
        try:
            room.desk.log.record(decision, "")
        except Conflict as conflict:
            told, fault = visitor.words("conflict.saved_later", who=conflict.standing.who), True
        if broken := room.desk.keep(opened.record):
            told, fault = visitor.words("app.not_kept", what=broken), True
    name = name_of("target", decision.key)
    return after(room, visitor, doc_id, str(form.get("tab", "target")), name, name, told, fault, reload=True)


def _marked(room: Room, opened: Opened, start: int, end: int) -> tuple[Span, Transcript]:
    """The words that were marked, whole.

    Raises:
        NoDocument: no words stand there, or far too many.
    """
    transcript = room.desk.transcript(opened.record)
    if not 0 <= start < end <= min(len(transcript.text), start + LONGEST):
        raise NoDocument
    words = transcript.words_in(Span(start=start, end=end))
    if not words:
        raise NoDocument
    return Span(start=words[0].start, end=words[-1].end), transcript


def _place(transcript: Transcript, span: Span) -> tuple[Place, str]:
    found = transcript.found("", span)
    return Place(page=found.page, box=found.box, span=span), " ".join(found.quote.split())


def _form(
    room: Room,
    visitor: Visitor,
    opened: Opened,
    transcript: Transcript,
    span: Span,
    proposed: dict[str, str],
    back: str,
    typed: dict[str, str],
    wrong: NotAValue | None,
) -> str:
    words, (place, quote) = visitor.words, _place(transcript, span)
    info = page_info(opened, place.page)
    inputs = fact_inputs("target", "", proposed, words, typed, wrong)
    form: dict[str, Any] = {
        "title": words("edit.add_title"), "glyph": GLYPHS["added"], "quote": quote,
        "post": f"/doc/{opened.doc_id}/mark", "back": card_address(opened.doc_id, back),
        "hidden": {"start": span.start, "end": span.end, "back": back, "tab": "target"}, "inputs": inputs,
        "fault": form_fault(wrong, inputs, words),
        "save": words("edit.save_add"), "indicators": indicator_names(words, room.desk.settings.overlay),
    }  # fmt: skip
    card = {
        "name": "", "page": place.page, "box": box_text(place.box), "where": "",
        "crops": [crop_of(opened.doc_id, info, place.box, quote)] if info and place.box else [],
    }  # fmt: skip
    return render(visitor, "edit.html.j2", card=card, form=form, told="")
