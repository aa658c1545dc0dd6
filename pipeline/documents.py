"""Open a PDF, or say in words that a clerk understands why it cannot be opened."""

from __future__ import annotations

import mmap
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pypdfium2.raw as pdfium_c

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ErrorCode = Literal["not_pdf", "empty", "truncated", "encrypted", "no_pages"]
HEADER_WITHIN = 1024
"""Bytes in which a PDF's header may stand (ISO 32000-1, annex H, note 13)."""
TAIL = 1 << 20
"""Bytes at the end in which the end mark is sought: servers and mail gateways append junk."""

NO_PAGES = re.compile(rb"/Count\s+0\b")
A_PAGE = re.compile(rb"/Type\s*/Page\b|/ObjStm\b")

MESSAGES: dict[ErrorCode, tuple[str, str]] = {
    "not_pdf": (
        "Tệp này không phải là PDF (có thể chỉ được đổi đuôi tên).",
        "This file is not a PDF (perhaps it was only renamed).",
    ),
    "empty": ("Tệp rỗng, không có nội dung nào.", "The file is empty."),
    "truncated": (
        "Tệp PDF bị hỏng hoặc chưa chép hết: thiếu phần cuối.",
        "The PDF is damaged or was not copied whole: its end is missing.",
    ),
    "encrypted": ("Tệp PDF bị khóa bằng mật khẩu.", "The PDF is locked with a password."),
    "no_pages": ("Tệp PDF không có trang nào.", "The PDF has no pages."),
}


class DocumentError(Exception):
    """A document that cannot be read at all: `code` for programs, `message_vi` and `message_en` for people."""

    def __init__(self, code: ErrorCode) -> None:
        self.code: ErrorCode = code
        self.message_vi, self.message_en = MESSAGES[code]
        super().__init__(self.message_en)

    def __reduce__(self) -> tuple[type[DocumentError], tuple[ErrorCode]]:
        """Travel between processes: built from the code again."""
        return type(self), (self.code,)


class PageError(Exception):
    """A page whose content cannot be parsed: the document goes on without it."""


@contextmanager
def open_document(pdf_path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF with pdfium and close it afterwards.

    Raises:
        DocumentError: the file is no PDF, empty, cut off, locked or without pages.
        FileNotFoundError: there is no such file.
    """
    check_file(pdf_path)
    try:
        document = pypdfium2.PdfDocument(pdf_path)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_why_closed(pdf_path, getattr(error, "err_code", None))) from error
    try:
        if len(document) == 0:
            raise DocumentError("no_pages")
        yield document
    finally:
        document.close()


def _why_closed(pdf_path: Path, err_code: int | None) -> ErrorCode:
    """Why pdfium did not open a file that begins and ends like a PDF.

    Its error code stays from earlier documents where it found no page, so the file is asked as well.
    """
    with pdf_path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(b"/Encrypt") >= 0 and err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            return "encrypted"
        return "no_pages" if NO_PAGES.search(content) and not A_PAGE.search(content) else "truncated"


def check_file(pdf_path: Path) -> None:
    """Look at a file's first and last bytes.

    Raises:
        DocumentError: it is empty, has no PDF header, or lacks the end mark.
    """
    size = pdf_path.stat().st_size
    if size == 0:
        raise DocumentError("empty")
    with pdf_path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if b"%PDF-" not in head:
        raise DocumentError("not_pdf")
    if b"%%EOF" not in tail:
        raise DocumentError("truncated")


def count_pages(pdf_path: Path) -> int:
    """Count a document's pages.

    Raises:
        DocumentError: the document cannot be opened.
    """
    with open_document(pdf_path) as document:
        return len(document)
