"""The two languages of the interface: `--lang` before or after the command, else KEHOACH_LANG, else the locale."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pipeline.code_words import CodeWords

if TYPE_CHECKING:
    from collections.abc import Sequence

Lang = Literal["vi", "en"]


def chosen_language(arguments: Sequence[str]) -> Lang:
    """Return the language that a command line asks for (of several the last), else that of the environment."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    given = [argument.removeprefix("--lang=") for argument in options if argument.startswith("--lang=")]
    given += [following for argument, following in pairwise(options) if argument == "--lang"]
    for known in reversed(given):
        if known in ("vi", "en"):
            return "vi" if known == "vi" else "en"
    for name in ("KEHOACH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"


LANG: Lang = chosen_language(sys.argv[1:])
WORDS = CodeWords(LANG)
"""Words for codes, fields and values in the language of this run."""


def say(vi: str, en: str) -> str:
    """Return the text in the language of this run."""
    return vi if LANG == "vi" else en


def moment(stamp: str) -> str:
    """Write an ISO moment of the files in this machine's time, to the minute."""
    return f"{datetime.fromisoformat(stamp).astimezone():{say('%d/%m/%Y %H:%M', '%Y-%m-%d %H:%M')}}" if stamp else ""


COMMANDS_VI = {
    "run": "Đọc những gì chờ trong inbox, hoặc bản sao các tệp được nêu.",
    "watch": "Đọc từng tệp ngay khi tệp được thả vào inbox, cho đến khi dừng.",
    "serve": "Mỗi đêm đọc inbox vào giờ đã định; theo dõi trên 127.0.0.1.",
    "retry": "Cho đọc lại tài liệu bị cách ly, hoặc các trang hỏng của tài liệu được nêu.",
    "status": "Inbox, tài liệu đã đọc, điều nghi ngờ, tài liệu bị cách ly và lý do.",
    "show": "Xem một bản kế hoạch: thể thức, cây đề mục, chỉ tiêu, nhiệm vụ, điều nghi ngờ.",
    "diff": "So những gì đọc được với tệp chuẩn: mỗi khác biệt một dòng, kèm nguyên nhân.",
    "learn": "Học từ những gì đã duyệt: từ vựng, dòng mẫu, tỷ lệ sai; cho xem được gì mất gì trước khi dùng.",
    "accept": "Duyệt những gì đọc được và ghi thành tệp chuẩn; điều còn nghi ngờ để lại.",
    "review": "Duyệt những gì đọc được, giấy cạnh dữ kiện, trong trình duyệt.",
    "evaluate": "Chấm điểm theo tệp chuẩn, hoặc theo lời giải do sample ghi.",
    "export": "Ghi các bảng tổng hợp, từ điển cột và bản chép.",
    "compare": "Đặt cùng một cam kết của nhiều đơn vị trên một dòng, cạnh chỉ tiêu quốc gia.",
    "sql": "Hỏi mọi bảng bằng SQL (chỉ đọc).",
    "sample": "Làm các bản kế hoạch giả định đã quét, kèm lời giải.",
    "doctor": "Cho biết máy có gì, thiếu gì và cách sửa.",
}
"""What each command does, in Vietnamese (its docstring says it in English)."""
