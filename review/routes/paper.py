"""Pictures of pages and the words on them."""

from __future__ import annotations

import pypdfium2
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from models.source import Box
from review.cards import page_info
from review.lines import name_of
from review.paper import Size, page_picture
from review.room import NoDocument, room_of

router = APIRouter()
FOR_EVER = {"cache-control": "private, max-age=31536000, immutable"}
"""Addresses of pictures name how the page was read: another reading has other addresses."""


@router.get("/doc/{doc_id}/page/{number}/{size}.jpg")
def show_page(request: Request, doc_id: str, number: int, size: Size) -> Response:
    """Send the picture of a page."""
    room = room_of(request)
    room.reader(request)
    opened = room.open(doc_id)
    info = page_info(opened, number)
    if info is None:
        raise NoDocument
    pdf = room.desk.store.original(opened.record.source.sha256)
    try:
        picture = page_picture(pdf, room.desk.derived(opened.record) / "pages", info, size)
    except (FileNotFoundError, IndexError, pypdfium2.PdfiumError) as fault:
        raise NoDocument from fault
    return Response(picture, media_type="image/jpeg", headers=FOR_EVER)


@router.get("/doc/{doc_id}/page/{number}/words")
def show_words(request: Request, doc_id: str, number: int) -> Response:
    """Send the words of a page with their places, and the characters of each fact that stands on it."""
    room = room_of(request)
    room.reader(request)
    opened = room.open(doc_id)
    transcript = room.desk.transcript(opened.record)
    on_page = [word for word in transcript.words if word.page == number]
    words = [
        [
            *edges(word.box), transcript.text[word.start : word.end], round(100 * word.confidence), word.start,
            word.end, " / ".join(dict.fromkeys(reading.text for reading in word.readings)),
        ]
        for word in on_page
    ]  # fmt: skip
    around = [
        [*edges(one.box), one.value, 100, -1, -1, ""]
        for one in transcript.furniture
        if one.page == number and one.box is not None
    ]
    start, end = (on_page[0].start, on_page[-1].end) if on_page else (0, 0)
    facts = [
        [name_of(fact.family, fact.key), fact.family, [[span.start, span.end] for span in fact.spans]]
        for fact in opened.reviewed.facts
        if any(span.start < end and span.end > start for span in fact.spans)
    ]
    return JSONResponse({"words": words + around, "facts": facts})


def edges(box: Box) -> tuple[float, ...]:
    """Edges of a box in points, to a tenth."""
    return tuple(round(edge, 1) for edge in (box.x0, box.y0, box.x1, box.y1))
