"""What every route works with, and the two questions that each asks first: who is there, which document is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from review.visitor import visitor_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from models.record import DocumentRecord
    from pipeline.phrasebook import Lang
    from review.desk import Desk, Opened
    from review.digests import Digests
    from review.sessions import Sessions
    from review.visitor import Visitor

TOKEN_HEADER = "x-kehoach-token"


class NotKnown(Exception):
    """The password was not given yet."""


class StaleForm(Exception):
    """A form without the token of its session: sent by another site, or from a page of before a restart."""


class NoDocument(Exception):
    """No document of that name that could be shown; `key` is the text that says so."""

    def __init__(self, key: str = "app.not_found") -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Room:
    """Desk, counts, sessions, and what holds where a browser says nothing."""

    desk: Desk
    digests: Digests
    sessions: Sessions
    lang: Lang
    who: str

    def visitor(self, request: Request) -> Visitor:
        """Whoever asks, known or not."""
        return visitor_of(request, self.sessions, self.lang, self.who)

    def reader(self, request: Request) -> Visitor:
        """Whoever asks, known by password where one is set.

        Raises:
            NotKnown: it was not given.
        """
        visitor = self.visitor(request)
        if not visitor.session.known:
            raise NotKnown
        return visitor

    async def author(self, request: Request) -> tuple[Visitor, FormData]:
        """Whoever sends a form, and the form.

        Raises:
            NotKnown: the password was not given.
            StaleForm: the form does not carry the token of the session.
        """
        visitor, form = self.reader(request), await request.form()
        self.check_token(request, visitor, form)
        return visitor, form

    def check_token(self, request: Request, visitor: Visitor, form: FormData) -> None:
        """See that a form was made for this session.

        Raises:
            StaleForm: it was not.
        """
        token = request.headers.get(TOKEN_HEADER) or str(form.get("token", ""))
        if visitor.cookie or not self.sessions.token_holds(visitor.session, token):
            raise StaleForm

    def record(self, doc_id: str) -> DocumentRecord:
        """The document that an address names.

        Raises:
            NoDocument: the store holds none of that name, or it was not read.
        """
        record = self.desk.record(doc_id)
        if record is None:
            raise NoDocument
        if record.status not in ("read", "partial"):
            raise NoDocument("app.not_readable")
        return record

    def open(self, doc_id: str) -> Opened:
        """Open the document that an address names.

        Raises:
            NoDocument: as for `record`.
        """
        opened = self.desk.open(self.record(doc_id))
        self.digests.renew(opened)
        return opened


def room_of(request: Request) -> Room:
    """The room of the running program."""
    room: Room = request.app.state.room
    return room


def own_path(given: Any) -> str:
    """A path of this page to go back to; anything else leads to the list."""
    parts = urlsplit(str(given))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
