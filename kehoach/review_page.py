"""`kehoach review`: the page on which a person says yes, on this machine alone unless a setting says otherwise."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli import Data, Golden, app, console, errors, login, settings_for
from kehoach.folders import check_archive
from kehoach.usage import WrongUse
from kehoach.words import LANG, say

if TYPE_CHECKING:
    from pipeline.settings import Settings


@app.command(
    epilog=say(
        "Ví dụ: kehoach review --open    ·    kehoach review --port 9000 --data D",
        "Examples: kehoach review --open    ·    kehoach review --port 9000 --data D",
    )
)
def review(
    port: Annotated[
        int | None, typer.Option(min=1024, max=65535, help=say("Cổng (mặc định 8765).", "Port (default 8765)."))
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help=say("Mở trình duyệt luôn.", "Open the browser as well."))
    ] = False,
    data: Data = None,
    golden: Golden = None,
) -> None:
    """Review what was read, paper beside facts, in the browser; until stopped."""
    import uvicorn

    from review.app import make_app

    settings = settings_for(data, golden)
    check_archive(settings.data)
    chosen = port or settings.review_port
    _check_listen(settings)
    if not (settings.data / "archive").is_dir():
        raise WrongUse(say(f"{settings.data} chưa có tài liệu nào", f"there are no documents in {settings.data}"))
    made = make_app(settings, chosen, LANG, settings.reviewer or login())
    server = uvicorn.Server(
        uvicorn.Config(
            made, log_level="warning", access_log=False, proxy_headers=False, server_header=False, date_header=False
        )
    )
    with _socket(settings.review_listen, chosen) as listening:
        address = f"http://{_shown(settings.review_listen)}:{chosen}/"
        console.print(say(f"Trang duyệt: {address}", f"Review page: {address}"), markup=False, highlight=False)
        errors.print(say("Dừng bằng Ctrl-C.", "Stop with Ctrl-C."), markup=False)
        if open_browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):  # how it is stopped
            server.run(sockets=[listening])
    errors.print(say("Đã dừng.", "Stopped."))


def _check_listen(settings: Settings) -> None:
    """Other machines may come only where a password is set."""
    try:
        alone = ipaddress.ip_address(settings.review_listen).is_loopback
    except ValueError as wrong:
        raise WrongUse(
            say(
                f"KEHOACH_REVIEW_LISTEN phải là địa chỉ IP, không phải {settings.review_listen}",
                f"KEHOACH_REVIEW_LISTEN is an IP address, not {settings.review_listen}",
            )
        ) from wrong
    if not alone and not settings.review_password.get_secret_value():
        raise WrongUse(
            say(
                "muốn máy khác vào được thì phải đặt KEHOACH_REVIEW_PASSWORD",
                "to let other machines in, set KEHOACH_REVIEW_PASSWORD",
            )
        )


def _socket(host: str, port: int) -> socket.socket:
    """Listen before the address is told: whoever opens it at once is answered."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as taken:
        listening.close()
        raise WrongUse(
            say(f"không mở được {host}:{port}: {taken.strerror}", f"cannot listen on {host}:{port}: {taken.strerror}")
        ) from taken
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
