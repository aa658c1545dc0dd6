"""A page with a password, for a machine that several people use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from pipeline.settings import Settings
from review.routes import door
from review.sessions import WRONG_TRIES, Sessions
from tests.review.asking import Visitor
from tests.review.made_desk import served

PASSWORD = "chìa khóa tủ"


@pytest.fixture
def guarded(desk: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(door, "SLOW", 0)
    with served(desk.model_copy(update={"review_password": SecretStr(PASSWORD)})) as port:
        yield port


def enter(visitor: Visitor, password: str) -> int:
    token = visitor.get("/door").text.split('name="token" value="')[1].split('"')[0]
    return visitor.post("/door", {"token": token, "password": password, "who": "Hoa"}).status


@pytest.mark.parametrize(
    "path", ["/", "/rows", "/overall", "/doc/x", "/doc/x/page/1/page.jpg", "/doc/x/page/1/words", "/doc/x/tab/queue"]
)
def test_nothing_is_shown_before_the_password(guarded: int, path: str) -> None:
    answer = Visitor(guarded).get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/door")
    assert Visitor(guarded).get(path, HX_Request="true").status == 401


def test_nothing_is_said_before_the_password(guarded: int, desk: Settings) -> None:
    visitor = Visitor(guarded)
    token = visitor.get("/door").text.split('name="token" value="')[1].split('"')[0]
    assert visitor.post("/doc/x/say", {"token": token, "fact": "field:title"}).status == 303
    assert not list(desk.golden.rglob("*.json*"))


def test_the_right_password_opens(guarded: int) -> None:
    visitor = Visitor(guarded)
    before = dict(visitor.cookies)
    assert enter(visitor, "sai") == 403
    assert enter(visitor, PASSWORD) == 303
    assert visitor.cookies["kehoach_session"] != before.get("kehoach_session")
    assert "Hoa" in visitor.get("/").text


def test_the_cookie_is_out_of_reach(guarded: int) -> None:
    told = Visitor(guarded).get("/door").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


@pytest.mark.parametrize("change", ["x", ".1.", "0"])
def test_a_cookie_that_was_changed_is_worth_nothing(guarded: int, change: str) -> None:
    visitor = Visitor(guarded)
    enter(visitor, PASSWORD)
    visitor.cookies["kehoach_session"] = (
        visitor.cookies["kehoach_session"].replace(".1.", ".0.") if change == "0" else change
    )
    assert visitor.get("/").status == 303


def test_guessing_is_stopped() -> None:
    sessions = Sessions(PASSWORD)
    assert not any(sessions.password_holds(f"thử {n}") for n in range(WRONG_TRIES))
    assert not sessions.password_holds(PASSWORD)


def test_a_session_before_the_password_cannot_become_one_after_it() -> None:
    sessions = Sessions(PASSWORD)
    session, cookie = sessions.start()
    assert not session.known
    assert sessions.read(cookie.replace(".0.", ".1.")) is None
    assert Sessions(PASSWORD).read(cookie) is None
