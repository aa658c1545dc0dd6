"""A document: the paper beside its facts."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from models.review import ReviewedFact
from review.cards import fact_card, look_of, names_of, open_mark, page_card
from review.crops import page_address
from review.desk import Opened
from review.differences import diff_lines, diff_rows, golden_fields
from review.digests import title_of
from review.lines import Line
from review.listing import Asked, all_listed, choose, percent
from review.paper import SMALL_WIDTH
from review.room import NoDocument, Room, room_of
from review.tabs import (
    FAMILIES,
    TABS,
    family_lines,
    grids_of,
    history_lines,
    open_by_page,
    queue_lines,
    tabs_of,
)  # fmt: skip
from review.visitor import Visitor, answer, render
from review.words import Words

router = APIRouter()
Name = Annotated[str, Query(max_length=400)]
STRIP_WIDTH = 48


@router.get("/doc/{doc_id}")
def show_document(request: Request, doc_id: str, tab: Name = "", fact: Name = "") -> Response:
    """Show a document at a tab, at a fact; without a choice, at the first thing to look at."""
    room = room_of(request)
    visitor, opened = room.reader(request), room.open(doc_id)
    words = visitor.words
    tab = tab if tab in TABS else ("queue" if opened.looks else "target")
    lines = lines_of(opened, tab, words)
    name = fact or next((line.name for line in lines), "")
    listed = tab_list(visitor, opened, tab, lines)
    here = f"/doc/{doc_id}?{urlencode({'tab': tab, 'fact': fact} if fact else {'tab': tab})}"
    card = card_of(room, visitor, opened, name, tab)
    pages = pages_of(opened, words)
    page = next((line.page for line in lines if line.name == name), 0)
    return answer(
        visitor, "document.html.j2", doc=_doc(opened, pages, page or 1), tabs=tabs_of(opened), current=tab,
        progress=progress_of(opened, words), card=Markup(card), list=Markup(listed), here=here, back=here,
    )  # fmt: skip


@router.get("/doc/{doc_id}/tab/{tab}")
def show_tab(request: Request, doc_id: str, tab: str) -> Response:
    """Show the list of a tab."""
    room = room_of(request)
    visitor, opened = room.reader(request), room.open(doc_id)
    if tab not in TABS:
        raise NoDocument
    return HTMLResponse(tab_list(visitor, opened, tab, lines_of(opened, tab, visitor.words)))


@router.get("/doc/{doc_id}/card")
def show_card(request: Request, doc_id: str, fact: Name, tab: Name = "target") -> Response:
    """Show the card of a fact."""
    room = room_of(request)
    visitor, opened = room.reader(request), room.open(doc_id)
    return HTMLResponse(card_of(room, visitor, opened, fact, tab))


def lines_of(opened: Opened, tab: str, words: Words) -> list[Line]:
    """Lines of a tab that is a plain list of facts."""
    if tab == "queue":
        return queue_lines(opened, words)
    return family_lines(opened, tab, words) if tab in FAMILIES else []


def tab_list(visitor: Visitor, opened: Opened, tab: str, lines: list[Line]) -> str:
    """Write the list of a tab."""
    words = visitor.words
    if tab == "cell":
        return render(visitor, "table.html.j2", tables=grids_of(opened, words))
    if tab == "history":
        return render(visitor, "history.html.j2", decisions=history_lines(opened, words))
    if tab == "diff":
        told = words("diff.no_golden")
        if opened.golden is not None:
            told = words("diff.told", count=len(opened.diffs), plan=opened.golden.plan_id)
        if broken := opened.broken_golden:
            told = f"{told} {words('app.golden_faults', what='; '.join(broken))}"
        return render(visitor, "diff.html.j2", diffs=diff_lines(opened, words), told=told)
    return render(visitor, "lines.html.j2", tab=tab, lines=lines)


def card_of(room: Room, visitor: Visitor, opened: Opened, name: str, tab: str, **more: Any) -> str:
    """Write the card of a fact, of a page, or what is said when there is neither."""
    words = visitor.words
    fact: ReviewedFact | None = names_of(opened).get(name)
    held: dict[str, Any] = {
        "tab": tab, "settled": (), "with_progress": False, "told": "", "diffs": [], "golden_take": "", **more,
    }  # fmt: skip
    if fact is not None:
        held["diffs"] = diff_rows(opened, fact, words)
        taken = golden_fields(opened, fact) if held["diffs"] and not fact.conflicts else {}
        held["golden_take"] = json.dumps(taken, ensure_ascii=False) if taken else ""
        return render(visitor, "card.html.j2", card=fact_card(opened, fact, words), **held)
    look = look_of(opened, name)
    if look is not None:
        return render(visitor, "card.html.j2", card=page_card(opened, look, words), **held)
    return render(visitor, "nothing.html.j2", following=_following(room, opened), done=not opened.asked, **held)


def _following(room: Room, opened: Opened) -> tuple[str, str] | None:
    """The next document to look at: name and address."""
    chosen = choose(all_listed(room.desk, room.digests), Asked())
    other = next((one for one in chosen if one.record.doc_id != opened.doc_id), None)
    return (other.title, f"/doc/{other.record.doc_id}") if other else None


def progress_of(opened: Opened, words: Words) -> dict[str, Any]:
    """How far the looking is, and what may be promised after it."""
    promise = opened.promise
    looked = sum(fact.decision is not None and not open_mark(fact) for fact in opened.reviewed.facts)
    told = ""
    if promise.rest:
        told = words(
            "doc.promise", look=words.number(promise.to_review + promise.settled), facts=words.number(promise.facts),
            percent=percent(promise.error_high, words),
        )  # fmt: skip
    return {"looked": looked, "look": looked + len(opened.asked), "promise": told}


def pages_of(opened: Opened, words: Words) -> list[dict[str, Any]]:
    """Pages of the paper in order, those that could not be read among them."""
    waiting = open_by_page(opened)
    pages: list[dict[str, Any]] = [
        {
            "number": page.number, "width": round(page.width, 2), "height": round(page.height, 2), "failed": "",
            "image": page_address(opened.doc_id, page), "small": page_address(opened.doc_id, page, "small"),
            "small_height": round(STRIP_WIDTH * page.height / page.width) if page.width else SMALL_WIDTH,
            "words": f"/doc/{opened.doc_id}/page/{page.number}/words", "open": waiting.get(page.number, 0),
        }
        for page in opened.read.pages
    ]  # fmt: skip
    pages += [
        {
            "number": page.number,
            "failed": words("doc.failed", reason=words.named("reason", page.reason)),
            "open": waiting.get(page.number, 0),
        }
        for page in opened.read.failures
    ]
    return sorted(pages, key=lambda page: int(page["number"]))


def _doc(opened: Opened, pages: list[dict[str, Any]], first: int) -> dict[str, Any]:
    return {
        "id": opened.doc_id, "title": title_of(opened), "file": opened.record.source.file_name, "pages": pages,
        "first_page": first,
    }  # fmt: skip
