"""Password, name of the reviewer."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from review.room import own_path, room_of
from review.sessions import COOKIE
from review.visitor import WHO_COOKIE, answer, clean_name, keep, with_cookies

router = APIRouter()
SLOW = 0.5
"""Seconds that a wrong password takes."""


@router.get("/door")
def show_door(request: Request) -> Response:
    """Ask for name and password."""
    visitor = room_of(request).visitor(request)
    if visitor.session.known:
        return with_cookies(visitor, RedirectResponse("/", 303))
    return answer(visitor, "door.html.j2", wrong=False, here="/door")


@router.post("/door")
async def open_door(request: Request) -> Response:
    """Let in who knows the password, under a new session."""
    room = room_of(request)
    visitor, form = room.visitor(request), await request.form()
    room.check_token(request, visitor, form)
    if not await run_in_threadpool(room.sessions.password_holds, str(form.get("password", ""))):
        await asyncio.sleep(SLOW)
        return answer(visitor, "door.html.j2", 403, wrong=True, here="/door")
    _, cookie = room.sessions.start(known=True)
    response = RedirectResponse("/", 303)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
    if name := clean_name(str(form.get("who", ""))):
        keep(response, WHO_COOKIE, name)
    return response


@router.post("/who")
async def say_who(request: Request) -> Response:
    """Take another name for what is said from now on."""
    visitor, form = await room_of(request).author(request)
    response = RedirectResponse(own_path(form.get("back", "/")), 303)
    if name := clean_name(str(form.get("who", ""))):
        keep(response, WHO_COOKIE, name)
    return with_cookies(visitor, response)
