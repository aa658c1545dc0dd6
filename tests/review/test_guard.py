"""The running server against those who are not its reviewer."""

from __future__ import annotations

import http.client
import json

import pytest

from pipeline.settings import Settings
from pipeline.store import Store
from review.guard import LARGEST_BODY
from tests.review.asking import Visitor
from tests.review.made_desk import SCRIPT, served


def document(desk: Settings) -> str:
    return next(record.doc_id for record in Store(desk.data).records() if record.doc_id.startswith("suoi-lim"))


def some_fact(desk: Settings) -> dict[str, str]:
    return {"fact": "field:title", "verdict": "accepted", "seen": "", "tab": "field", "next": ""}


def written(desk: Settings) -> list[str]:
    return sorted(path.name for path in desk.golden.rglob("*") if path.is_file() and path.name != ".lock")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
        "localhost",
        "",
        "a@127.0.0.1:{port}",
    ],
)
def test_a_foreign_name_that_leads_here_is_refused(port: int, host: str) -> None:
    answer = Visitor(port).get("/", Host=host.format(port=port) or " ")
    assert answer.status == 400
    assert "kehoach" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_names_of_this_machine_are_answered(port: int, host: str) -> None:
    assert Visitor(port).get("/", Host=host.format(port=port)).status == 200


def test_a_proxy_may_be_named_by_a_setting(desk: Settings) -> None:
    with served(desk.model_copy(update={"review_hosts": "duyet.huyen.example"})) as port:
        assert Visitor(port).get("/", Host="duyet.huyen.example").status == 200
        assert Visitor(port).get("/", Host="khac.huyen.example").status == 400


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1.evil.example", "file://"]
)
def test_a_form_of_another_site_changes_nothing(port: int, desk: Settings, origin: str) -> None:
    visitor = Visitor(port)
    fields = {**some_fact(desk), "token": visitor.token()}
    assert visitor.post(f"/doc/{document(desk)}/say", fields, Origin=origin).status == 403
    assert written(desk) == []


@pytest.mark.parametrize("token", ["", "0" * 64, "khác"])
def test_a_form_without_our_token_changes_nothing(port: int, desk: Settings, token: str) -> None:
    visitor = Visitor(port)
    visitor.get("/")
    for path in (f"/doc/{document(desk)}/say", f"/doc/{document(desk)}/undo", f"/doc/{document(desk)}/mark", "/who"):
        assert visitor.post(path, {**some_fact(desk), "token": token}).status == 403
    assert written(desk) == []


def test_the_token_of_another_session_does_not_hold(port: int, desk: Settings) -> None:
    other, visitor = Visitor(port), Visitor(port)
    visitor.get("/")
    assert visitor.post(f"/doc/{document(desk)}/say", {**some_fact(desk), "token": other.token()}).status == 403
    assert written(desk) == []


def test_our_own_form_is_taken(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    answer = visitor.post(f"/doc/{document(desk)}/say", {**some_fact(desk), "token": visitor.token()})
    assert answer.status == 200
    assert written(desk) == ["suoi-lim-2024.json", "suoi-lim-2024.jsonl"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(port: int, method: str) -> None:
    assert Visitor(port).ask(method, "/", None, {}).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/doc/../../etc/passwd", "/doc/..%2f..%2fetc%2fpasswd", "/doc/%2e%2e", "/doc/..", "/static/../app.py",
        "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/doc/{doc}/../../../archive", "/doc/{doc}%00",
        "/doc/{doc}/page/..%2f1/page.jpg", "/doc/{doc}/page/1/..%2f..%2fplan.json", "/doc/{doc}/page/99/page.jpg",
        "/doc/{doc}/page/1/page.jpg/../../plan.json", "/doc/{doc}/tab/..", "/docs", "/openapi.json",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(port: int, desk: Settings, path: str) -> None:
    answer = Visitor(port).get(path.format(doc=document(desk)))
    assert answer.status in (400, 404, 422)
    assert "root:" not in answer.text
    assert "FastAPI" not in answer.text


def test_an_oversized_form_is_refused(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    fields = {**some_fact(desk), "token": visitor.token(), "field.value": "x" * LARGEST_BODY}
    assert visitor.post(f"/doc/{document(desk)}/say", fields).status == 413
    assert written(desk) == []


def test_an_oversized_form_that_hides_its_length_is_refused(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    token = visitor.token()
    held = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    chunks = [b"token=" + token.encode() + b"&x=", *[b"x" * 8000] * (LARGEST_BODY // 8000 + 2)]
    held.request(
        "POST", f"/doc/{document(desk)}/say", iter(chunks), {"Origin": f"http://127.0.0.1:{port}"}, encode_chunked=True
    )
    assert held.getresponse().status == 413
    held.close()
    assert written(desk) == []


def test_every_answer_forbids_scripts_of_others(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    paths = [
        "/",
        "/rows",
        "/nothing",
        f"/doc/{document(desk)}",
        "/static/review.js",
        f"/doc/{document(desk)}/page/1/page.jpg",
    ]
    for answer in (visitor.get(path) for path in paths):
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"


def test_what_a_plan_holds_is_escaped_everywhere(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    doc = f"/doc/{document(desk)}"
    tabs = [f"{doc}/tab/{tab}" for tab in ("queue", "target", "field", "section", "cell", "number", "diff", "history")]
    for path in [
        "/",
        "/?show=all&q=%3Cscript%3E",
        "/rows?show=all",
        doc,
        *tabs,
        f"{doc}?fact=%3Cscript%3Ealert(1)%3C/script%3E",
    ]:
        text = visitor.get(path).text
        assert SCRIPT not in text
        assert "<b onmouseover" not in text
        assert "<script>alert" not in text
    assert "&lt;b onmouseover=alert(1)&gt;khe" in visitor.get("/?show=all").text


def test_words_of_a_page_are_sent_as_data(port: int, desk: Settings) -> None:
    answer = Visitor(port).get(f"/doc/{document(desk)}/page/1/words")
    assert answer.headers["content-type"] == "application/json"
    assert any("<script>" in word[4] for word in json.loads(answer.text)["words"])


def test_a_name_with_markup_is_only_a_name(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    token = visitor.token()
    assert (
        visitor.post(
            "/who", {"token": token, "who": "<i>Lan</i>\r\nSet-Cookie: x=1", "back": "//evil.example"}
        ).headers["location"]
        == "/"
    )
    visitor.post(f"/doc/{document(desk)}/say", {**some_fact(desk), "token": token})
    line = json.loads((desk.golden / "decisions" / "suoi-lim-2024.jsonl").read_text())
    assert line["who"] == "<i>Lan</i> Set-Cookie: x=1"
    assert "<i>Lan" not in visitor.get(f"/doc/{document(desk)}/tab/history").text


def test_nothing_is_kept_by_the_browser_but_pictures(port: int, desk: Settings) -> None:
    visitor = Visitor(port)
    assert visitor.get(f"/doc/{document(desk)}").headers["cache-control"] == "no-store"
    assert "immutable" in visitor.get(f"/doc/{document(desk)}/page/1/small.jpg").headers["cache-control"]
