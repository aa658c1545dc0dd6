"""Who asks, in which language, and the answer that goes back: session, token, templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from review.lines import GLYPHS
from review.sessions import COOKIE
from review.words import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pipeline.phrasebook import Lang
    from review.sessions import Session, Sessions

AnyResponse = TypeVar("AnyResponse", bound="Response")
LANG_COOKIE, WHO_COOKIE = "kehoach_lang", "kehoach_who"
YEAR = 365 * 24 * 3600
LONGEST_NAME = 60
HELP = (
    ("move", ((("j", "↓"), "next"), (("k", "↑"), "previous"), (("Home", "End"), "ends"), (("1–9", "← →"), "tabs"),
              (("/",), "search"), (("Enter",), "open"), (("q",), "list"))),
    ("settle", ((("a",), "accept"), (("e",), "edit"), (("d",), "doubt"), (("x",), "reject"), (("t",), "take"),
                (("u",), "undo"), (("n",), "add"))),
    ("paper", ((("+", "−", "0"), "zoom"), (("z",), "closer"), (("mouse",), "click"), (("?",), "help"))),
)  # fmt: skip

environment = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


class Visitor(NamedTuple):
    """One browser at one request. `cookie` is set where its session is new."""

    session: Session
    token: str
    who: str
    words: Words
    cookie: str = ""
    chose_lang: bool = False


def visitor_of(request: Request, sessions: Sessions, default_lang: Lang, default_who: str) -> Visitor:
    """Read the cookies of a request; `?lang=` chooses a language from then on."""
    session, cookie = sessions.read(request.cookies.get(COOKIE, "")), ""
    if session is None:
        session, cookie = sessions.start()
    asked = request.query_params.get("lang")
    chosen = asked if asked in ("vi", "en") else request.cookies.get(LANG_COOKIE)
    lang: Lang = "vi" if chosen == "vi" else "en" if chosen == "en" else default_lang
    who = clean_name(unquote(request.cookies.get(WHO_COOKIE, ""))) or default_who
    return Visitor(session, sessions.token(session), who, Words(lang), cookie, asked in ("vi", "en"))


def clean_name(name: str) -> str:
    """A name as it may stand in a journal: printable, one line, not endless."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:LONGEST_NAME]


def answer(visitor: Visitor, template: str, status: int = 200, **held: Any) -> HTMLResponse:
    """Render a template; whatever a plan holds is escaped there."""
    return with_cookies(visitor, HTMLResponse(render(visitor, template, **held), status))


def render(visitor: Visitor, template: str, **held: Any) -> str:
    """Render a template to text."""
    held = {"here": "", "back": "/", "oob": False, **held}
    return environment.get_template(template).render(
        t=visitor.words, visitor=visitor, help_keys=_help(visitor.words), glyphs=GLYPHS, **held
    )


def _help(words: Words) -> list[tuple[str, list[tuple[list[str], str]]]]:
    return [
        (room, [([words("help.mouse") if key == "mouse" else key for key in keys], text) for keys, text in rows])
        for room, rows in HELP
    ]


def with_cookies(visitor: Visitor, response: AnyResponse) -> AnyResponse:
    """Set the session where it is new, and the language where it was chosen."""
    if visitor.cookie:
        response.set_cookie(COOKIE, visitor.cookie, httponly=True, samesite="strict", path="/")
    if visitor.chose_lang:
        keep(response, LANG_COOKIE, visitor.words.lang)
    return response


def keep(response: Response, name: str, value: str) -> None:
    """Set a cookie that outlasts the browser."""
    response.set_cookie(name, quote(value), max_age=YEAR, httponly=True, samesite="strict", path="/")
