"""A data folder with plans as a reader leaves it: drawn, read from their text layer, committed."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from extractors.lexicon import load_lexicon
from models.record import DocumentRecord
from pipeline.assemble import FIRST_READING, assemble
from pipeline.inbox import Waiting
from pipeline.ocr.text_layer import read_text_layer
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.transcript.transcribe import transcribe
from pipeline.versions import current_versions
from review.app import make_app
from tests.pipeline.pdfs import Sheet

SCRIPT = "<script>window.broken = 1</script>"
LEFT, LINE = 85.0, 21.0
SUBJECTS = [
    "hồ sơ của bà con được trả đúng hẹn", "thôn có nhà văn hóa mở cửa hằng tuần", "hộ dân được dùng nước sạch",
    "ngõ xóm có đèn chiếu sáng", "trạm y tế có đủ thuốc thiết yếu", "giếng khơi được thau rửa định kỳ",
    "tuyến kênh được nạo vét", "phiếu hỏi ý kiến được trả lời", "chợ phiên có người thu gom rác",
    "cuộc họp được ghi biên bản điện tử", "học sinh vùng cao được cấp sách", "đường làng được rải đá",
    "bến đò có phao cứu sinh", "bản tin được phát đúng giờ", "cây xanh trồng mới sống được qua mùa khô",
    "đàn trâu được tiêm phòng", "thư của nhân dân được phúc đáp", "cán bộ thôn được bồi dưỡng kỹ năng số",
    "ruộng lúa được tưới chủ động", "hộ nghèo có bảo hiểm y tế", "nhà trẻ có sân chơi", "kho thóc được kê cao",
]  # fmt: skip
MISSED = "Các thôn thi đua giữ sạch đường làng, phấn đấu bảy phần mười số ngõ có hoa quanh năm."
"""A promise whose number stands in words: a person sees it, the program does not."""


def draw_plan(path: Path, unit: str = "Suối Lim", year: int = 2024, numbers: int = len(SUBJECTS)) -> Path:
    """Draw a plan of a district that does not exist: a head, its targets, a table, a line that nobody can read."""
    page = Sheet(path)
    page.text(95, 60, "ỦY BAN NHÂN DÂN", "Serif-Bold", 13).text(102, 76, f"HUYỆN {unit.upper()}", "Serif-Bold", 13)
    page.text(320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Serif-Bold", 11)
    page.text(360, 76, "Độc lập - Tự do - Hạnh phúc", "Serif-Bold", 12)
    page.text(110, 98, "Số: 15/KH-UBND").text(320, 98, f"{unit}, ngày 12 tháng 01 năm {year}", "Serif-Italic")
    page.centred(140, "KẾ HOẠCH", "Serif-Bold")
    page.centred(158, f"Cải cách hành chính huyện {unit} năm {year}", "Serif-Bold")
    y = 196.0
    for text in ("I. MỤC ĐÍCH", f"Giữ nếp làm việc gần dân {SCRIPT}.", "II. CHỈ TIÊU CỤ THỂ"):
        page.text(LEFT, y, text, "Serif-Bold" if text[0] == "I" else "Serif")
        y += LINE
    for number, subject in enumerate(SUBJECTS[:numbers]):
        if y > 760:
            page.next_page()
            y = 90.0
        page.text(LEFT, y, f"- Tối thiểu {60 + number}% {subject}.", size=13)
        y += LINE
    words = MISSED.split()
    page.text(LEFT, y, " ".join(words[:11]), size=13).text(LEFT, y + LINE, " ".join(words[11:]), size=13)
    y += 2.5 * LINE
    page.text(LEFT, y, "III. TỔ CHỨC THỰC HIỆN", "Serif-Bold").text(LEFT, y + LINE, "Các phòng làm theo phân công.")
    page.next_page()
    _draw_table(page)
    page.save()
    return path


def _draw_table(page: Sheet) -> None:
    page.centred(80, "PHỤ LỤC", "Serif-Bold").centred(98, "PHÂN CÔNG NHIỆM VỤ", "Serif-Bold")
    xs, ys = [60.0, 95.0, 290.0, 400.0, 535.0], [120.0, 150.0, 180.0, 210.0]
    rows = [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
        ("1", "Kê lại tủ hồ sơ một cửa", "Phòng Nội vụ", f"Quý II/{2024}"),
        ("2", "Sửa mái nhà văn hóa thôn", "Phòng Kinh tế", "Thường xuyên"),
    ]
    page.grid(xs, ys)
    for row, top in zip(rows, ys, strict=False):
        for text, left in zip(row, xs, strict=False):
            page.text(left + 4, top + 19, text, size=12)


def read_into(store: Store, pdf: Path, name: str = "") -> DocumentRecord:
    """Take a PDF in and commit what its text layer says."""
    record = store.admit(Waiting(path=pdf, name=name or pdf.name, named=True)).record
    pages = [read_text_layer(pdf, number) for number in range(1, _pages(pdf) + 1)]
    for page in pages:
        store.write_page(record, page, "made")
    transcript = transcribe(pages)
    plan = assemble(transcript, record.source, load_lexicon(), current_versions(), FIRST_READING)
    return store.commit(record, plan, transcript)


def _pages(pdf: Path) -> int:
    from pipeline.documents import count_pages

    return count_pages(pdf)


def settings_in(folder: Path, password: str = "") -> Settings:
    """Settings of a data folder beside its golden folder."""
    return Settings(data=folder / "data", golden=folder / "golden", review_password=SecretStr(password))


@contextlib.contextmanager
def served(settings: Settings, who: str = "Lan") -> Iterator[int]:
    """Serve the page on a free port of this machine; give the port."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = int(listening.getsockname()[1])
    config = uvicorn.Config(
        make_app(settings, port, "vi", who), port=port, log_level="warning", access_log=False, proxy_headers=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(60)
        listening.close()
