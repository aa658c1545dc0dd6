from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.leases import LeaseLost, Leases
from pipeline.owners import myself, owner_is_dead

SHORT = 1.0
"""Seconds of silence: long enough that a busy machine does not make a living owner silent."""
LONG = 600.0


def test_a_lease_is_of_one_run_at_a_time(tmp_path: Path) -> None:
    with Leases(tmp_path, LONG) as one, Leases(tmp_path, LONG) as other:
        assert one.take("a")
        assert not other.take("a")
        assert other.take("b")
        one.mark("a").check()
        with pytest.raises(LeaseLost):
            other.mark("a").check()
        one.release("a")
        assert other.take("a")
    assert list(tmp_path.iterdir()) == []


def test_a_lease_that_is_touched_is_kept_and_a_silent_one_taken_over(tmp_path: Path) -> None:
    with Leases(tmp_path, SHORT) as living, Leases(tmp_path, SHORT) as other:
        assert living.take("kept")
        (tmp_path / "silent.json").write_text(json.dumps({"token": "x", "host": "elsewhere"}), encoding="utf-8")
        (tmp_path / "emptied.json").write_bytes(b"")  # by a power cut
        taken = set[str]()
        end = time.monotonic() + 60 * SHORT
        while taken < {"silent", "emptied"} and time.monotonic() < end:
            taken |= {name for name in ("kept", "silent", "emptied") if name not in taken and other.take(name)}
            time.sleep(SHORT / 10)
        assert not other.take("kept"), "it was looked at as long as the others"
        assert taken == {"silent", "emptied"}
        living.mark("kept").check()


def test_the_lease_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import json; from pipeline.owners import myself; print(json.dumps(myself()))"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"token": "x", **json.loads(told)}), encoding="utf-8")
    with Leases(tmp_path, LONG) as run:
        assert [held.token for held in run.sweep()] == ["x"]
        assert run.take("a")


OWNERS = [
    ({}, False),
    ({"boot": "an earlier start of this machine"}, True),
    ({"host": "another", "pid": 2**22 + 1}, False),
    ({"numbers": "another container", "pid": 2**22 + 1}, False),
    ({"pid": 2**22 + 1}, True),
    ({"born": 1.0}, True),
]


@pytest.mark.parametrize(("change", "dead"), OWNERS)
def test_an_owner_is_dead_only_if_that_can_be_known(change: dict[str, object], dead: bool) -> None:
    assert owner_is_dead({**myself(), **change}) is dead


def test_one_of_many_takes_over(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"token": "x", **myself(), "pid": 2**22 + 1}), encoding="utf-8")
    runs = [Leases(tmp_path, LONG) for _ in range(8)]
    won: list[int] = []
    start = threading.Barrier(len(runs))

    def want(number: int) -> None:
        start.wait()
        for _ in range(50):
            if runs[number].take("a"):
                won.append(number)
                return

    threads = [threading.Thread(target=want, args=(number,)) for number in range(len(runs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_an_owner_that_slept_too_long_knows_it(tmp_path: Path) -> None:
    with Leases(tmp_path, LONG) as sleeper:
        assert sleeper.take("a")
        (tmp_path / "a.json").write_text(json.dumps({"token": "another's"}), encoding="utf-8")
        with pytest.raises(LeaseLost):
            sleeper.mark("a").check()
        sleeper.release("a")
        assert (tmp_path / "a.json").exists()


def test_work_in_turn(tmp_path: Path) -> None:
    """Many threads and two runs add to one number: no addition is lost."""
    total = tmp_path / "total"
    total.write_text("0", encoding="utf-8")
    with Leases(tmp_path / "leases", LONG) as one, Leases(tmp_path / "leases", LONG) as other:

        def add(run: Leases) -> None:
            for _ in range(5):
                with run.waiting_for("store"):
                    known = int(total.read_text(encoding="utf-8"))
                    os.sched_yield()
                    total.write_text(str(known + 1), encoding="utf-8")

        threads = [threading.Thread(target=add, args=(run,)) for run in (one, other) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert total.read_text(encoding="utf-8") == "20"
