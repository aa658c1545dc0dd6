from __future__ import annotations

import http.server
import json
import logging
import sys
import threading
from pathlib import Path

import pytest

from pipeline.alerts import alert
from pipeline.logbook import log_to, prune_logs
from pipeline.nights import NightRecord, read_nights, usual_doubts, write_night
from pipeline.settings import Settings


def night(doubts: int, pages: int = 100) -> NightRecord:
    return NightRecord(run="r", kind="night", outcome="done", began="", ended="", pages=pages, doubts=doubts)


USUAL = [
    ([20] * 4, None),
    ([20] * 5, 0.3),
    ([20, 22, 18, 21, 19, 20], 0.3),
    ([10, 30, 10, 30, 10, 30, 10, 30], 0.64),
    ([500, *[20] * 30], 0.3),
]


@pytest.mark.parametrize(("before", "most"), USUAL)
def test_what_is_usual_is_known_after_some_nights(before: list[int], most: float | None) -> None:
    usual = usual_doubts([night(doubts) for doubts in before] + [night(0, pages=0)] * 9)
    assert usual == (None if most is None else pytest.approx(most, abs=0.01))


def test_nights_are_kept_and_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    write_night(tmp_path, night(1))
    with (tmp_path / "nights.jsonl").open("ab") as file:
        file.write(b'{"run": "torn')
    write_night(tmp_path, night(2))
    assert [held.doubts for held in read_nights(tmp_path)] == [1, 2]


def test_an_alert_reaches_command_and_webhook(tmp_path: Path) -> None:
    posted: list[bytes] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = tmp_path / "told.json"
    keep = f"import pathlib, sys; pathlib.Path({str(told)!r}).write_bytes(sys.stdin.buffer.read())"
    settings = Settings(
        data=tmp_path,
        alert_command=f'{sys.executable} -c "{keep}"',
        alert_webhook=f"http://127.0.0.1:{server.server_port}/",
    )
    alert(settings, "failed", "Lượt chạy đêm bị hỏng", "The night failed", faults=2)
    server.shutdown()
    server.server_close()
    assert json.loads(told.read_text(encoding="utf-8")) == json.loads(posted[0])
    heard = json.loads(posted[0])
    assert (heard["event"], heard["message_vi"], heard["faults"]) == ("failed", "Lượt chạy đêm bị hỏng", 2)


@pytest.mark.parametrize(
    "hook",
    [
        {"alert_command": "/nonexistent/program"},
        {"alert_command": "'"},
        {"alert_command": "false"},
        {"alert_webhook": "http://127.0.0.1:1/"},
        {"alert_webhook": "no address"},
    ],
)
def test_a_hook_that_fails_costs_the_night_nothing(
    hook: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("kehoach").propagate = True
    with caplog.at_level(logging.ERROR, logger="kehoach"):
        alert(Settings(data=tmp_path, **hook), "late", "", "")  # type: ignore[arg-type]
    assert len(caplog.records) == 1


def test_log_lines_name_document_and_page(tmp_path: Path) -> None:
    log_to(tmp_path, "night-7")
    try:
        logging.getLogger("kehoach.reading").warning("page not read", extra={"document": "kế hoạch.pdf", "page": 3})
        try:
            raise ValueError("x")
        except ValueError:
            logging.getLogger("kehoach.nightly").exception("fault")
    finally:
        for handler in [*logging.getLogger("kehoach").handlers]:
            logging.getLogger("kehoach").removeHandler(handler)
    (path,) = (tmp_path / "logs").iterdir()
    first, second = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert (first["run"], first["document"], first["page"], first["level"]) == (
        "night-7", "kế hoạch.pdf", 3, "warning",
    )  # fmt: skip
    assert "ValueError: x" in second["fault"]
    prune_logs(tmp_path, 1)
    assert path.exists()
