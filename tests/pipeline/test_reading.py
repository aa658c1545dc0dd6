"""One document from archive to plan, its pages read here and now: what an upgrade reads again and what it does not."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest

from extractors.lexicon import load_lexicon
from models.page import Page, PageFailure
from models.record import DocumentRecord
from pipeline.inbox import Waiting
from pipeline.intake import is_due, take_in
from pipeline.known_scans import StoreScans
from pipeline.leases import LeaseLost
from pipeline.read_page import ReadSettings, read_page
from pipeline.reading import read_document, settle
from pipeline.runs import Run, begin_run
from pipeline.settings import Settings
from pipeline.versions import current_versions
from tests.papers import write_plan


class HerePool:
    """Reads pages at once, and notes which."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def submit(self, pdf: Path, number: int) -> Future[Page | PageFailure]:
        self.read.append(number)
        future: Future[Page | PageFailure] = Future()
        future.set_result(read_page(pdf, number, ReadSettings()))
        return future


def read(record: DocumentRecord, run: Run, pool: HerePool) -> DocumentRecord:
    sha256 = record.source.sha256
    assert run.leases.take(sha256)
    outcome = read_document(record, run.store, cast(Any, pool), run.settings, run.leases.mark(sha256))
    done = settle(outcome, sha256, run, StoreScans(run.store))
    run.leases.release(sha256)
    return done


def dropped(folder: Path, name: str, **facts: Any) -> Waiting:
    folder.mkdir(parents=True, exist_ok=True)
    return Waiting(write_plan(folder / name, **facts), name, named=False)


def forget_versions() -> None:
    current_versions.cache_clear()
    load_lexicon.cache_clear()


def test_a_new_word_reads_facts_again_and_no_page(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    pool = HerePool()
    with begin_run(settings) as run:
        (record,) = take_in([dropped(settings.inbox, "a.pdf", pages=2)], run).records
        done = read(record, run, pool)
        assert (done.status, sorted(pool.read)) == ("read", [1, 2])
        assert not is_due(done, settings, stale=True)
        settings.overlay.mkdir()
        (settings.overlay / "units.toml").write_text('nouns = ["mái nhà rông"]\n', encoding="utf-8")
        forget_versions()
        try:
            assert is_due(done, settings, stale=True)
            assert not is_due(done, settings), "without --stale a word re-reads nothing"
            again = read(done, run, pool)
            assert sorted(pool.read) == [1, 2], "no page is read again"
            assert again.made_by != done.made_by
            assert not is_due(again, settings, stale=True)
        finally:
            forget_versions()


def test_a_new_scan_is_a_version_of_its_plan_and_both_stay(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with begin_run(settings) as run:
        first, second, other = take_in(
            [
                dropped(settings.inbox, "a.pdf"),
                dropped(settings.inbox, "quét lại.pdf", pages=2),
                dropped(settings.inbox, "khác.pdf", place="Sơn Đa", year=2023),
            ],
            run,
        ).records
        done = [read(record, run, HerePool()) for record in (first, second, other)]
    assert done[0].plan_id == done[1].plan_id != done[2].plan_id
    assert len({record.doc_id for record in done}) == 3


def test_names_are_added_to_a_document_while_it_is_read(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with begin_run(settings) as run, begin_run(settings) as other:
        (record,) = take_in([dropped(settings.inbox, "a.pdf")], run).records
        assert run.leases.take(record.source.sha256)
        outcome = read_document(
            record, run.store, cast(Any, HerePool()), settings, run.leases.mark(record.source.sha256)
        )
        take_in([dropped(settings.inbox, "b.pdf")], other)
        done = settle(outcome, record.source.sha256, run, StoreScans(run.store))
    assert (done.status, done.names) == ("read", ("a.pdf", "b.pdf"))


def test_what_was_read_of_a_document_that_is_another_runs_by_now_is_given_up(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with begin_run(settings) as run:
        (record,) = take_in([dropped(settings.inbox, "a.pdf")], run).records
        assert run.leases.take(record.source.sha256)
        mark = run.leases.mark(record.source.sha256)
        run.leases.path(record.source.sha256).write_text('{"token": "another"}', encoding="utf-8")
        with pytest.raises(LeaseLost):
            read_document(record, run.store, cast(Any, HerePool()), settings, mark)
        assert not list(run.store.work.rglob("*.json.gz"))


def test_what_another_run_read_is_known_when_the_next_plan_is_named(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with begin_run(settings) as run:
        first, second = take_in(
            [dropped(settings.inbox, "a.pdf"), dropped(settings.inbox, "b.pdf", pages=2)], run
        ).records
        known = StoreScans(run.store)
        done = read(first, run, HerePool())  # its plan is not told to `known`
        sha256 = second.source.sha256
        assert run.leases.take(sha256)
        outcome = read_document(second, run.store, cast(Any, HerePool()), settings, run.leases.mark(sha256))
        assert settle(outcome, sha256, run, known).plan_id == done.plan_id


class FailingPool:
    """No page can be read: the first takes too long, the others need too much memory."""

    def submit(self, pdf: Path, number: int) -> Future[Page | PageFailure]:
        future: Future[Page | PageFailure] = Future()
        future.set_result(PageFailure(number=number, reason="timeout" if number == 1 else "memory"))
        return future


def test_a_document_without_a_page_that_could_be_read_says_why(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with begin_run(settings) as run:
        (record,) = take_in([dropped(settings.inbox, "a.pdf", pages=3)], run).records
        done = read(record, run, cast(Any, FailingPool()))
        (note,) = run.store.notes()
    assert (done.status, note.code) == ("quarantined", "unreadable")
    assert note.reason_vi == "Không đọc được trang nào (đọc quá lâu, thiếu bộ nhớ)."
    assert note.reason_en == "No page could be read (took too long, too little memory)."
    assert "Không đọc được" not in note.help_vi
