"""A visitor with cookies of their own, who may lie about host and origin."""

from __future__ import annotations

import http.client
import re
import urllib.parse
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Visitor:
    """Asks a server on this machine as a browser would."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        given = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
            **headers,
        }
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode(), given)

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        held = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        if self.cookies:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        held.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items() if value})
        got = held.getresponse()
        text = got.read().decode("utf-8", "replace")
        for name, value in got.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        told = {name.lower(): value for name, value in got.getheaders()}
        held.close()
        return Answer(got.status, told, text)

    def token(self) -> str:
        """The token of this visitor's session, as the page carries it."""
        found = re.search(r'X-Kehoach-Token": "([0-9a-f]{64})"', self.get("/").text)
        assert found
        return found[1]
