from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.compare.views import add_views
from pipeline.compare.yardstick import read_indicators
from pipeline.queries import open_tables
from pipeline.refused import Flaw, QueryError
from pipeline.store import Store
from tests.pipeline.made_store import made_plan, made_store, target

QUESTIONS = Path(__file__).parents[2] / "docs" / "questions.md"
PAYABLE = "procedures.payable_online"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    plans = [made_plan("Tuy Phong", [target(PAYABLE, "50")]), made_plan("Bắc Bình", [target(PAYABLE, "80")])]
    return made_store(tmp_path / "data", plans)


def test_tables_follow_the_store(store: Store) -> None:
    for count in (2, 3):
        with open_tables(store) as tables:
            assert tables.query("SELECT count(*) FROM consolidated").rows == [(count,)]
            assert tables.query("SELECT count(*) FROM plans WHERE province = ?", "Bình Thuận").rows == [(count,)]
        made_store(store.data, [made_plan("Hàm Tân", [target(PAYABLE, "70")])])
    assert len(list((store.work / "tables").iterdir())) == 1


def test_promises_stand_beside_the_national_line(store: Store) -> None:
    sql = "SELECT unit, value, verdict, national_value FROM promises ORDER BY value"
    with open_tables(store) as tables:
        add_views(tables, sql, read_indicators())
        assert tables.query(sql).rows == [("huyện Tuy Phong", 50, "below", 80), ("huyện Bắc Bình", 80, "at", 80)]


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW documents",
        "CREATE TABLE x AS SELECT 1",
        "COPY (SELECT 1) TO '{out}'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "SELECT 1; SELECT 2",
        "ATTACH '{out}'",
        "SET threads = 1",
        "PRAGMA enable_profiling",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "no sql at all",
        "",
    ],
)
def test_questions_only_read(store: Store, tmp_path: Path, sql: str) -> None:
    out = tmp_path / "out.csv"
    with open_tables(store) as tables, pytest.raises(QueryError):
        tables.query(sql.replace("{out}", str(out)))
    assert not out.exists()


@pytest.mark.parametrize(
    ("sql", "flaw", "words"),
    [
        ("DROP VIEW documents", "writes", ""),
        ("SELEC 1", "syntax", '"SELEC"'),
        ("SELECT * FROM nowhere", "name", "nowhere"),
        ("SELECT getenv('HOME')", "name", "getenv"),
        ("SELECT nothing FROM documents", "column", '"nothing"'),
        ("SELECT 'x'::int", "value", "'x'"),
    ],
)
def test_a_refusal_says_what_it_is_about_and_what_the_database_says(
    store: Store, sql: str, flaw: Flaw, words: str
) -> None:
    with open_tables(store) as tables, pytest.raises(QueryError) as refused:
        tables.query(sql)
    assert refused.value.flaw == flaw
    assert words in refused.value.words
    assert "\n" not in refused.value.words


def test_tables_that_cannot_be_read_are_made_anew(store: Store) -> None:
    with open_tables(store):
        pass
    (broken,) = store.work.glob("tables/*/documents.parquet")
    broken.write_bytes(b"PAR1")
    with pytest.raises(QueryError) as refused, open_tables(store):
        pass
    assert refused.value.flaw == "files"
    with open_tables(store) as tables:
        assert tables.query("SELECT count(*) FROM documents").rows == [(2,)]


def worked_questions() -> list[str]:
    return re.findall(r"```sql\n(.*?)```", QUESTIONS.read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_ten_worked_questions() -> None:
    assert len(worked_questions()) >= 10


@pytest.mark.parametrize("sql", worked_questions())
def test_every_worked_question_has_an_answer(store: Store, sql: str) -> None:
    with open_tables(store) as tables:
        add_views(tables, sql, read_indicators())
        assert tables.query(sql).columns
