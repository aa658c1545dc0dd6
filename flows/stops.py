"""A stop signal is heard however deep in Prefect's own work it arrives.

A signal becomes an exception wherever the main thread is just then. Where that is a callback of somebody who lets
nothing through, the exception is lost there, and a run would wait for a page that hangs until its time limit. So the
signal is remembered too, and whoever waits asks.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefect.futures import PrefectFuture

    Handler = Callable[[int, Any], Any]

EVERY_SECONDS = 1.0
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stops:
    """Stop signals that came while it was in use (`hearing`); it raises what a lost one had raised."""

    def __init__(self) -> None:
        self._lost: list[Callable[[], Any]] = []

    @contextlib.contextmanager
    def hearing(self) -> Iterator[None]:
        """Listen beside whoever answers the signals; only a main thread hears any."""
        before: dict[signal.Signals, Handler] = {}
        if threading.current_thread() is threading.main_thread():
            found = {number: signal.getsignal(number) for number in SIGNALS}
            before = {number: handler for number, handler in found.items() if callable(handler)}
        try:
            for number, handler in before.items():
                signal.signal(number, self._heard_before(handler))
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heard_before(self, handler: Handler) -> Handler:
        def hear(number: int, frame: Any) -> None:
            self._lost.append(lambda: handler(number, frame))
            handler(number, frame)

        return hear

    def wait_for(self, future: PrefectFuture[Any]) -> None:
        """Wait for a task; a stop that was lost on its way is raised here."""
        done = threading.Event()
        future.add_done_callback(lambda _: done.set())
        while not done.wait(EVERY_SECONDS):
            if self._lost:
                self._lost.pop()()
        future.wait()
