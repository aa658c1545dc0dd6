"""What a person says of a fact: accept, correct, doubt, reject, take back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from models.review import ReviewedFact, Verdict
from pipeline.golden.deciding import decide
from pipeline.golden.decisions import Conflict
from pipeline.golden.fact_edit import NotAValue
from pipeline.golden.overlay import apply
from review.cards import fact_card, look_of, names_of
from review.desk import Opened
from review.forms import fact_inputs, form_fault, indicator_names, typed_fields
from review.lines import GLYPHS, fact_line, name_of
from review.room import NoDocument, Room, room_of
from review.routes.documents import Name, card_of, lines_of, progress_of
from review.tabs import next_open, queue_lines, tabs_of
from review.visitor import Visitor, environment, render

router = APIRouter()
VERDICTS: dict[str, Verdict] = {
    "accepted": "accepted", "corrected": "corrected", "rejected": "rejected", "doubtful": "doubtful",
}  # fmt: skip
"""What may be said of a fact that is there."""
RELOAD = {"hx-trigger": "kehoach:reload"}
"""Tells the page to fetch its list anew: lines were added, or it is no plain list of facts."""


@router.get("/doc/{doc_id}/edit")
def show_form(request: Request, doc_id: str, fact: Name, tab: Name = "target") -> Response:
    """Show the form that corrects a fact."""
    room = room_of(request)
    visitor, opened = room.reader(request), room.open(doc_id)
    found = names_of(opened).get(fact)
    if found is None:
        raise NoDocument
    return HTMLResponse(edit_form(room, visitor, opened, found, tab))


@router.post("/doc/{doc_id}/say")
async def say(request: Request, doc_id: str) -> Response:
    """Record a person's word on a fact and go on to the next."""
    room = room_of(request)
    visitor, form = await room.author(request)
    return await run_in_threadpool(_say, room, visitor, doc_id, form)


@router.post("/doc/{doc_id}/undo")
async def undo(request: Request, doc_id: str) -> Response:
    """Take back one word: the one named, else the person's own latest on this plan."""
    room = room_of(request)
    visitor, form = await room.author(request)
    return await run_in_threadpool(_undo, room, visitor, doc_id, form)


def _say(room: Room, visitor: Visitor, doc_id: str, form: FormData) -> Response:
    opened, name, tab = room.open(doc_id), str(form.get("fact", "")), str(form.get("tab", "target"))
    verdict = VERDICTS.get(str(form.get("verdict", "")))
    seen = str(form.get("seen", ""))
    fact = _as_seen(opened, name, seen)
    if fact is None or verdict is None:
        raise NoDocument
    typed = typed_fields(dict(form))
    asked = look_of(opened, name)
    try:
        decision = decide(
            opened.read, fact, verdict, _changed(fact, typed, visitor) if verdict == "corrected" else None,
            who=visitor.who, audit=asked is not None and asked.reason == "audit", overlay=opened.overlay,
        )  # fmt: skip
    except NotAValue as wrong:
        return HTMLResponse(edit_form(room, visitor, opened, fact, tab, typed, wrong))
    told, fault = "", False
    with room.desk.writing:
        try:
            room.desk.log.record(decision, seen)
        except Conflict as conflict:
            told, fault = visitor.words("conflict.saved_later", who=conflict.standing.who), True
        if broken := room.desk.keep(opened.record):
            told, fault = visitor.words("app.not_kept", what=broken), True
    stay = fault or str(form.get("stay", "")) == "1"
    return after(room, visitor, doc_id, tab, name, name if stay else str(form.get("next", "")), told, fault)


def _undo(room: Room, visitor: Visitor, doc_id: str, form: FormData) -> Response:
    opened, tab = room.open(doc_id), str(form.get("tab", "target"))
    wanted = str(form.get("decision", ""))
    taken = {line.undoes for line in opened.decisions if line.verdict == "undone"}
    lines = [line for line in opened.decisions if line.verdict != "undone" and line.id not in taken]
    mine = [line for line in lines if (line.id == wanted if wanted else line.who == visitor.who)]
    if not mine:
        name = str(form.get("fact", ""))
        return after(room, visitor, doc_id, tab, name, name, visitor.words("act.undo_none"), True)
    last = mine[-1]
    with room.desk.writing:
        room.desk.log.undo(opened.record.plan_id, last.id, visitor.who)
        broken = room.desk.keep(opened.record)
    name = name_of(last.family, last.key)
    told = visitor.words("act.undone", what=visitor.words(f"verdict.{last.verdict}"))
    if broken:
        told = visitor.words("app.not_kept", what=broken)
    gone = name not in names_of(room.open(doc_id))
    return after(room, visitor, doc_id, tab, name, "" if gone else name, told, bool(broken), reload=gone)


def after(
    room: Room, visitor: Visitor, doc_id: str, tab: str, name: str, following: str, told: str, fault: bool,
    reload: bool = False,
) -> Response:  # fmt: skip
    """Answer with the next card, the line of the fact that changed, and the counts.

    Args:
        room: where we are.
        visitor: who asked.
        doc_id: the document.
        tab: the tab that the person has before them.
        name: the fact that changed.
        following: the fact to show; empty: the next one of the tab that waits.
        told: what to say in passing.
        fault: whether that is bad news.
        reload: whether the list must be fetched anew.
    """
    opened, words = room.open(doc_id), visitor.words
    facts = names_of(opened)
    if following not in facts:
        line = next_open(lines_of(opened, tab, words) or queue_lines(opened, words), name)
        following = line.name if line else ("" if tab == "queue" else name)
    settled = []
    if name in facts and not reload:
        look = look_of(opened, name)
        line = fact_line(opened.doc_id, facts[name], words, look.told(words) if look and tab == "queue" else "")
        settled = [_line_again(visitor, line)]
    card = card_of(
        room, visitor, opened, following, tab, settled=settled, with_progress=True, told=told, told_fault=fault,
        progress=progress_of(opened, words), tabs=tabs_of(opened), current=tab,
    )  # fmt: skip
    return HTMLResponse(card, headers=RELOAD if reload or tab in ("cell", "diff", "history") else None)


def _line_again(visitor: Visitor, line: Any) -> Any:
    module = environment.get_template("line.html.j2").make_module({"t": visitor.words})
    return module.line_row(line, True)  # type: ignore[attr-defined]


def _as_seen(opened: Opened, name: str, seen: str) -> ReviewedFact | None:
    """The fact as the person had it before them: without what others said of it since."""
    fact = names_of(opened).get(name)
    if fact is None or fact.revision == seen:
        return fact
    on_it = [line.id for line in opened.decisions if name_of(line.family, line.key) == name]
    unknown = set(on_it[on_it.index(seen) + 1 :] if seen in on_it else on_it)
    known = [line for line in opened.decisions if line.id not in unknown]
    before = apply(opened.read, known).fact(fact.family, fact.key)
    return before or fact


def _changed(fact: ReviewedFact, typed: dict[str, str], visitor: Visitor) -> dict[str, str]:
    """Fields that the person really changed: what stood in an input untouched is no correction."""
    inputs = {one.name: one.was for one in fact_inputs(fact.family, fact.key, fact.fields, visitor.words, {}, None)}
    return {name: text for name, text in typed.items() if text.split() != inputs.get(name, "").split()}


def edit_form(
    room: Room,
    visitor: Visitor,
    opened: Opened,
    fact: ReviewedFact,
    tab: str,
    typed: dict[str, str] | None = None,
    wrong: NotAValue | None = None,
) -> str:
    """Write the form that corrects a fact; with what was typed where it comes back."""
    words, name = visitor.words, name_of(fact.family, fact.key)
    inputs = fact_inputs(fact.family, fact.key, fact.fields, words, typed or {}, wrong)
    address = fact_card(opened, fact, words)
    form = {
        "title": words("edit.title", family=words(f"family.{fact.family}").lower()),
        "glyph": GLYPHS["corrected"],
        "quote": fact.fields.get("quote", "") if fact.family == "target" else "",
        "post": f"/doc/{opened.doc_id}/say",
        "back": fact_line(opened.doc_id, fact, words).card,
        "hidden": {"fact": name, "seen": fact.revision, "verdict": "corrected", "tab": tab, "stay": "1"},
        "inputs": inputs,
        "fault": form_fault(wrong, inputs, words),
        "save": words("edit.save"),
        "indicators": indicator_names(words, room.desk.settings.overlay) if fact.family == "target" else [],
    }
    return render(visitor, "edit.html.j2", card=address, form=form, told="")
