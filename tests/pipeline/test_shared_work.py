from __future__ import annotations

import threading
from pathlib import Path

from models.record import DocumentRecord
from pipeline.inbox import Waiting
from pipeline.intake import in_order, take_in
from pipeline.leases import LeaseLost, LeaseMark
from pipeline.runs import Run, begin_run
from pipeline.settings import Settings
from pipeline.shared_work import SharedWork

COUNT = 12


def filled(data: Path) -> Settings:
    settings = Settings(data=data)
    (data / "inbox").mkdir(parents=True)
    for number in range(COUNT):
        (data / "inbox" / f"{number:02d}.pdf").write_bytes(f"%PDF {number}".encode())
    with begin_run(settings) as run:
        take_in([Waiting(path, path.name, named=False) for path in (data / "inbox").iterdir()], run)
    return settings


def settle_all(run: Run, order: list[tuple[str, str]], who: str, both: threading.Barrier | None = None) -> None:
    """Read all that waits; note who wrote what, in the order of writing; wait once at `both` for another run."""
    begun: set[str] = set()

    def write(record: DocumentRecord, _begun: DocumentRecord) -> None:
        order.append((record.source.file_name, who))
        run.store.keep(record.model_copy(update={"status": "read", "made_by": who}))

    def begin(record: DocumentRecord, _mark: LeaseMark) -> DocumentRecord:
        if both is not None and who not in begun:
            begun.add(who)
            both.wait()
        return record

    waiting = in_order(record for record in run.store.records() if record.status == "waiting")
    SharedWork(waiting, run, lambda record: record.status == "waiting", begin, 3).settle_each(write)


def test_two_runs_share_the_work_and_keep_one_order(tmp_path: Path) -> None:
    settings = filled(tmp_path / "data")
    order: list[tuple[str, str]] = []
    both = threading.Barrier(2, timeout=60)
    with begin_run(settings) as one, begin_run(settings) as other:
        threads = [
            threading.Thread(target=settle_all, args=(run, order, who, both)) for run, who in ((one, "a"), (other, "b"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert [name for name, _ in order] == [f"{number:02d}.pdf" for number in range(COUNT)]
    assert {who for _, who in order} == {"a", "b"}


def test_what_a_dead_run_held_is_read_by_the_others(tmp_path: Path) -> None:
    settings = filled(tmp_path / "data").model_copy(update={"lease_seconds": 0.3})
    order: list[tuple[str, str]] = []
    with begin_run(settings) as run:
        first = in_order(run.store.records())[0]
        silent = run.leases.path(first.source.sha256)
        silent.write_text('{"token": "x", "host": "a machine that lost its power"}', encoding="utf-8")
        settle_all(run, order, "a")
    assert len(order) == COUNT
    assert order[0][0] == "00.pdf"


def test_a_document_that_was_lost_is_begun_again(tmp_path: Path) -> None:
    settings = filled(tmp_path / "data")
    tries: list[str] = []
    with begin_run(settings) as run:
        waiting = in_order(run.store.records())[:2]

        def write(record: DocumentRecord, _begun: None) -> None:
            tries.append(record.source.file_name)
            if len(tries) == 1:
                run.leases.release(record.source.sha256)
                raise LeaseLost(record.source.sha256)
            run.store.keep(record.model_copy(update={"status": "read"}))

        begun: list[str] = []
        SharedWork(
            waiting,
            run,
            lambda record: record.status == "waiting",
            lambda record, mark: begun.append(mark.token),
            4,
        ).settle_each(write)
    assert tries == ["00.pdf", "00.pdf", "01.pdf"]
