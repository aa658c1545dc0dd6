"""Who sits before the page: a signed cookie, a token for every form, a password where the machine is shared."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from typing import NamedTuple

COOKIE = "kehoach_session"
WRONG_TRIES = 10
"""Wrong passwords a minute, from anyone; then none is looked at."""


class Session(NamedTuple):
    """One browser: `known` once the password was given, or where none is asked for."""

    number: str
    known: bool


class Sessions:
    """Makes and reads cookies; the key lives as long as the program, so a restart asks for the password again."""

    def __init__(self, password: str = "") -> None:
        self._key = secrets.token_bytes(32)
        self._password = password
        self._wrong: deque[float] = deque(maxlen=WRONG_TRIES)

    @property
    def asks_password(self) -> bool:
        """Whether a password guards the page."""
        return bool(self._password)

    def read(self, cookie: str) -> Session | None:
        """Return the session of a cookie that we wrote, else None."""
        number, _, rest = cookie.partition(".")
        known, _, mark = rest.partition(".")
        if known in ("0", "1") and _same(mark, self._sign(f"session.{number}.{known}")):
            return Session(number, known == "1")
        return None

    def start(self, known: bool = False) -> tuple[Session, str]:
        """Begin a session under a new number; return it with its cookie."""
        session = Session(secrets.token_urlsafe(18), known or not self._password)
        flag = "1" if session.known else "0"
        return session, f"{session.number}.{flag}.{self._sign(f'session.{session.number}.{flag}')}"

    def token(self, session: Session) -> str:
        """Token that every form of a session carries."""
        return self._sign(f"form.{session.number}")

    def token_holds(self, session: Session, token: str) -> bool:
        """Whether a token was given to this session."""
        return _same(token, self.token(session))

    def password_holds(self, given: str) -> bool:
        """Compare in constant time; after `WRONG_TRIES` wrong ones within a minute nothing holds."""
        now = time.monotonic()
        if len(self._wrong) == WRONG_TRIES and now - self._wrong[0] < 60:
            return False
        right = hmac.compare_digest(_digest(given), _digest(self._password))
        if not right:
            self._wrong.append(now)
        return right

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _digest(text: str) -> bytes:
    """Digest of a fixed length: a comparison then tells nothing of the password's."""
    return hashlib.sha256(text.encode()).digest()
