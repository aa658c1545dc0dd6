"""What is built is documented, and what is documented is built."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach.cli import program
from kehoach.words import COMMANDS_VI
from models.columns import TABLES
from pipeline.ocr import ENGINES
from pipeline.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
PROGRAM = program().commands
COMMANDS = sorted(PROGRAM)
INTERFACE = (PROJECT / "docs" / "interface.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_contract_and_shows_an_example(command: str) -> None:
    assert f"kehoach {command}" in INTERFACE
    assert f"kehoach {command}" in (PROGRAM[command].epilog or "")


def test_every_command_of_the_contract_is_built_or_marked_planned() -> None:
    rows = [line for line in INTERFACE.splitlines() if line.startswith("| `kehoach ")]
    named = {name: "planned" in row for row in rows for name in re.findall(r"`kehoach (\w+)", row)}
    assert {name for name, planned in named.items() if not planned} == set(COMMANDS)


def test_every_command_speaks_both_languages() -> None:
    assert set(COMMANDS_VI) == set(COMMANDS)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"KEHOACH_{name.upper()}" in (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(ENGINES))
def test_every_engine_is_documented(name: str) -> None:
    assert f"`{name}`" in (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_stands_in_the_contract_column_for_column(name: str) -> None:
    assert ", ".join(TABLES[name]) in INTERFACE


def test_every_command_of_the_readme_exists() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"^kehoach (\w+)", readme, re.MULTILINE))
    assert used <= set(COMMANDS)


def test_the_readme_makes_the_inbox_before_it_fills_it() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    told = (PROJECT / "tools" / "demo.sh").read_text(encoding="utf-8")
    for text in (readme, told):
        assert 0 <= text.find("mkdir -p data/inbox") < text.find("data/inbox/")


def examples() -> list[str]:
    """Command lines of the help's examples and of the README, without their comments."""
    told = [part.strip() for command in PROGRAM.values() for part in re.split(r" +· +|: ", command.epilog or "")]
    readme = (PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    return [line.partition("  #")[0].strip() for line in (*told, *readme) if line.startswith("kehoach ")]


@pytest.mark.parametrize("line", examples())
def test_an_example_uses_commands_and_options_that_exist(line: str) -> None:
    _, name, *words = shlex.split(line)
    known = {option for parameter in PROGRAM[name].params for option in parameter.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


def test_the_published_schema_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/write_schema.py", "--check"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.shared
def test_no_sentence_of_a_real_plan_stands_in_the_tree(shared: Path) -> None:
    checker = [sys.executable, str(shared / "tools" / "check_prose.py"), str(PROJECT)]
    done = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


FORBIDDEN = re.compile(r"/work/|pypi\.org|pythonhosted|deb\.debian\.org|npmjs|registry\.", re.IGNORECASE)


def test_the_tree_names_no_registry_and_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    faults = []
    for name in filter(None, listed):
        path = PROJECT / name
        if path == Path(__file__) or path.suffix in {".pdf", ".png", ".onnx", ".gz"} or not path.exists():
            continue
        if found := FORBIDDEN.search(path.read_text(encoding="utf-8", errors="replace")):
            faults.append(f"{name}: {found.group()}")
    assert faults == []
