from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.flows.runs import LONG, start, wait_until, working_on
from tests.papers import write_plan


@pytest.mark.slow
@pytest.mark.parametrize("poll_seconds", [0, 0.5])
def test_each_file_is_read_whole_as_it_arrives(port: int, poll_seconds: float, tmp_path: Path) -> None:
    """One file lies there, one is copied in slowly, one is renamed into place, one goes before it is stable."""
    data, store = tmp_path / "data", Store(tmp_path / "data")
    inbox = data / "inbox"
    inbox.mkdir(parents=True)
    write_plan(inbox / "there.pdf", "Phú La")
    watching = start("watch", "--data", data, stable_seconds=1.5, poll_seconds=poll_seconds, server_port=port)
    try:
        lines = [watching.stdout.readline()]  # type: ignore[union-attr]
        whole = write_plan(tmp_path / "slow.pdf", "Sơn Đa").read_bytes()
        write_plan(inbox / ".renamed.part", "Hòa Thọ").rename(inbox / "renamed.pdf")
        gone = inbox / "gone.pdf"
        with (inbox / "slow.pdf").open("wb") as file, gone.open("wb") as going:
            going.write(whole)
            going.flush()
            for part in range(5):
                file.write(whole[part * len(whole) // 5 : (part + 1) * len(whole) // 5])
                file.flush()
                time.sleep(0.5)
                gone.unlink(missing_ok=True)  # still held open: never stable, however slow this machine is
        lines += [watching.stdout.readline() for _ in range(2)]  # type: ignore[union-attr]
        assert [": read " in line for line in lines] == [True] * 3, lines
        assert [record.status for record in store.records()] == ["read"] * 3
        assert {record.source.file_name for record in store.records()} == {"there.pdf", "slow.pdf", "renamed.pdf"}
    finally:
        watching.send_signal(signal.SIGTERM)
        out, err = watching.communicate(timeout=LONG)
    assert watching.returncode == 0, out + err
    assert err.strip().endswith("Stopped.")
    wait_until(lambda: not working_on(data))
