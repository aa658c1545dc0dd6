"""The review page as one application: guard, routes, static files, and what is said when something is not there."""

from __future__ import annotations

import contextlib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from review.desk import BrokenJournal, Desk
from review.digests import Digests
from review.guard import Guard
from review.room import NoDocument, NotKnown, Room, StaleForm, room_of
from review.routes import decisions, documents, door, marks, paper, plans
from review.sessions import Sessions
from review.visitor import answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pipeline.phrasebook import Lang
    from pipeline.settings import Settings

HTMX = "static/htmx/htmx.min.js"
"""Where the package js_lib_htmx holds the library: nothing is fetched from anywhere."""


def make_app(settings: Settings, port: int, lang: Lang, who: str) -> FastAPI:
    """Make the application for one data folder.

    Args:
        settings: folders, password, further host names.
        port: the port under which the page will be asked for.
        lang: language of browsers that chose none.
        who: name of the reviewer where a browser gives none.
    """
    desk = Desk(settings)
    room = Room(desk, Digests(desk), Sessions(settings.review_password.get_secret_value()), lang, who)

    @contextlib.asynccontextmanager
    async def counting(_: FastAPI) -> AsyncIterator[None]:
        room.digests.start()
        yield
        room.digests.stop()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=counting)
    app.state.room = room
    app.add_middleware(Guard, port=port, hosts=settings.review_host_names, on_request=room.digests.step_aside)
    app.add_api_route("/static/htmx.min.js", _htmx, methods=["GET"])
    app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")))
    for module in (door, plans, documents, paper, decisions, marks):
        app.include_router(module.router)
    app.add_exception_handler(NotKnown, _ask_password)
    app.add_exception_handler(StaleForm, _refuse_form)
    app.add_exception_handler(NoDocument, _not_found)
    app.add_exception_handler(BrokenJournal, _broken)
    return app


def _htmx() -> Response:
    source = resources.files("js_lib_htmx").joinpath(HTMX)
    return Response(source.read_bytes(), media_type="text/javascript", headers={"cache-control": "max-age=86400"})


def _ask_password(request: Request, _: Exception) -> Response:
    if request.headers.get("hx-request"):
        return PlainTextResponse("", 401, {"hx-redirect": "/door"})
    return RedirectResponse("/door", 303)


def _refuse_form(request: Request, _: Exception) -> Response:
    visitor = room_of(request).visitor(request)
    return PlainTextResponse(visitor.words("app.stale"), 403)


def _not_found(request: Request, missing: Exception) -> Response:
    visitor = room_of(request).visitor(request)
    told = visitor.words(missing.key if isinstance(missing, NoDocument) else "app.not_found")
    if request.headers.get("hx-request"):
        return PlainTextResponse(told, 404)
    return answer(visitor, "fault.html.j2", 404, told=told)


def _broken(request: Request, broken: Exception) -> Response:
    visitor = room_of(request).visitor(request)
    told = visitor.words("app.broken", what=broken)
    if request.headers.get("hx-request"):
        return PlainTextResponse(told, 409)
    return answer(visitor, "fault.html.j2", 409, told=told)
