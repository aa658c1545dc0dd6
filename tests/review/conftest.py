"""A desk with two plans, served; a browser where one is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.settings import Settings
from pipeline.store import Store
from tests.review.made_desk import draw_plan, read_into, served, settings_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def read_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that is read once and copied for each test that writes."""
    folder = tmp_path_factory.mktemp("desk")
    store = Store(folder / "data")
    read_into(store, draw_plan(folder / "suoi-lim.pdf"))
    read_into(store, draw_plan(folder / "khe-bac.pdf", "Khe Bạc", 2023, 9), "<b onmouseover=alert(1)>khe & bạc.pdf")
    (folder / "golden").mkdir()
    return folder


@pytest.fixture
def desk(read_plans: Path, tmp_path: Path) -> Settings:
    """Settings of a folder of one's own."""
    shutil.copytree(read_plans / "data", tmp_path / "data")
    (tmp_path / "golden").mkdir()
    return settings_in(tmp_path)


@pytest.fixture
def port(desk: Settings) -> Iterator[int]:
    """The page, served without a password."""
    with served(desk) as number:
        yield number


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium is installed here (make test installs it)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        held = playwright.chromium.launch(executable_path=program, args=arguments)
        yield held
        held.close()
