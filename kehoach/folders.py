"""The data and golden folders that a command was given: a mistyped path must never look like an empty archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kehoach.usage import WrongUse
from kehoach.words import say

if TYPE_CHECKING:
    from pathlib import Path

MARKS = ("archive", "inbox", "plans", "quarantine", "work", "evaluations")
"""What a data folder holds one of at least: where PDFs are dropped, or what a run made of them."""


def check_archive(folder: Path) -> None:
    """See that a folder is a data folder.

    Raises:
        WrongUse: it is not there, or something else.
    """
    check_place(folder)
    if not folder.is_dir():
        raise WrongUse(
            say(
                f"không có thư mục dữ liệu {folder}: nêu đúng bằng --data, hoặc thả PDF vào {folder / 'inbox'} rồi "
                "chạy kehoach run",
                f"there is no data folder {folder}: name the right one with --data, or drop PDFs into "
                f"{folder / 'inbox'} and run kehoach run",
            )
        )
    if not any((folder / name).is_dir() for name in MARKS):
        raise WrongUse(
            say(
                f"{folder} không phải thư mục dữ liệu (không có inbox/ hay archive/): nêu đúng bằng --data",
                f"{folder} is no data folder (no inbox/ or archive/ in it): name the right one with --data",
            )
        )


def check_golden(folder: Path) -> None:
    """See that a golden folder that was named is there.

    Raises:
        WrongUse: it is not.
    """
    check_place(folder)
    if not folder.is_dir():
        raise WrongUse(
            say(
                f"không có thư mục tệp chuẩn {folder}: nêu đúng bằng --golden",
                f"there is no golden folder {folder}: name the right one with --golden",
            )
        )


def check_place(folder: Path) -> None:
    """See that a folder is there or may be made there.

    Raises:
        WrongUse: it is a file, or lies below one.
    """
    for place in (folder, *folder.parents):
        if place.is_dir():
            return
        if place.exists():
            raise WrongUse(
                say(
                    f"{place} là một tệp, không phải thư mục: hãy xem lại đường dẫn {folder}",
                    f"{place} is a file, not a folder: look again at the path {folder}",
                )
            )
