"""What the command line says of wrong use and of faults of the disk: the parser and the system speak English alone."""

from __future__ import annotations

import contextlib
import errno
import re
from typing import TYPE_CHECKING

from kehoach.words import LANG, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.golden.broken import BrokenFile
    from pipeline.refused import QueryError


class WrongUse(Exception):
    """The command cannot be carried out as it was given; one clear line says why."""


USAGE_VI: tuple[tuple[str, str], ...] = (
    (r"Missing (?:argument|option|parameter) '(.+?)'.*", "thiếu {0}"),
    (r"Missing command\.", "thiếu tên lệnh (kehoach --help cho xem các lệnh)"),
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "không có lệnh {0}; gần giống: {1}"),
    (r"No such command '(.+?)'\.", "không có lệnh {0}"),
    (
        r"No such option: (\S+) \((?:Possible options: |Did you mean )(.+?)\??\)",
        "không có tùy chọn {0}; gần giống: {1}",
    ),
    (r"No such option: (\S+)", "không có tùy chọn {0}"),
    (r"Option '(.+?)' requires an argument\.", "tùy chọn {0} cần một giá trị"),
    (r"Option '(.+?)' does not take a value\.", "tùy chọn {0} không nhận giá trị"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "thừa: {0}"),
    (r"Invalid value for '?(.+?)'?: .*valid integer.*", "{0} phải là số nguyên"),
    (r"Invalid value for '?(.+?)'?: .*valid (?:float|number).*", "{0} phải là số"),
    (r"Invalid value for '?(.+?)'?: .*greater than or equal to (\S+)", "{0} phải từ {1} trở lên"),
    (r"Invalid value for '?(.+?)'?: .*less than or equal to (\S+)", "{0} phải từ {1} trở xuống"),
    (r"Invalid value for '?(.+?)'?: .*", "giá trị của {0} không hợp lệ"),
)
"""What the parser says, as a whole, and how it is said in Vietnamese."""
ARGUMENTS_VI = {"doc": "mã tài liệu", "docs": "mã tài liệu", "folder": "thư mục", "question": "câu hỏi SQL"}
"""What stands without a name on a command line, as the parser calls it."""
FAULTS_VI = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "nằm dưới một tệp, không phải dưới một thư mục",
    errno.EISDIR: "là thư mục, không phải tệp",
    errno.EEXIST: "đã có, và không phải thư mục",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "đọc hoặc ghi đĩa bị lỗi",
}
"""What the system says of a path."""
MISTYPED = frozenset([errno.ENOTDIR, errno.EISDIR, errno.EEXIST])
"""Faults of a path as it was given, not of the machine."""
MEND = (
    "hãy sửa, hoặc lấy lại bản trước từ quản lý phiên bản, rồi chạy lại",
    "mend it, or take the file back from version control, and run again",
)
"""What to do about a golden file or journal that cannot be read, in Vietnamese and in English."""
HEADINGS_VI = {
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "ARGUMENTS_PANEL_TITLE": "Đối số",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "DEFAULT_STRING": "[mặc định: {}]",
}
"""Words of the help, by their names in `typer.rich_utils`."""
HELP_VI = "Cho xem phần trợ giúp này."


def usage_told(english: str) -> str:
    """Say what the parser says in the language of this run."""
    return usage_vi(english) if LANG == "vi" else english


def usage_vi(english: str) -> str:
    """Say in Vietnamese what the parser says; what is not known stays."""
    for pattern, vi in USAGE_VI:
        if match := re.fullmatch(pattern, " ".join(english.split())):
            held = (group.replace("'", "").replace(" or ", ", ") for group in match.groups())
            return vi.format(*(ARGUMENTS_VI.get(group, group) for group in held))
    return english


def fault_told(fault: OSError) -> str:
    """Say what is wrong with a path."""
    english = fault.strerror or str(fault)
    told = say(FAULTS_VI.get(fault.errno or 0, english), english)
    return f"{fault.filename}: {told}" if fault.filename else told


def full_told(fault: BaseException) -> str:
    """Say which disk is full, and that nothing half written stands there."""
    seen: BaseException | None = fault
    while seen is not None and not getattr(seen, "filename", None):
        seen = seen.__cause__ or seen.__context__
    place = f": {seen.filename}" if isinstance(seen, OSError) else ""
    return say(
        f"đĩa đầy{place}: hãy giải phóng chỗ trống rồi chạy lại; những gì đã có vẫn nguyên",
        f"the disk is full{place}: free some space and run again; what was there before stands",
    )


@contextlib.contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Name the folder in a fault of the disk that names no path: a full disk is met in the middle of a file."""
    try:
        yield
    except OSError as fault:
        if fault.filename is None and fault.errno is not None:
            raise OSError(fault.errno, fault.strerror, str(folder)) from fault
        raise


def refused_told(refused: QueryError) -> str:
    """Say what is wrong with a question, what to do, and behind it what the database says."""
    told = {
        "writes": say("chỉ nhận một câu SELECT: các bảng chỉ để đọc", "one SELECT at a time: the tables are only read"),
        "syntax": say("câu SQL sai cú pháp", "this is not SQL"),
        "name": say(
            "không có bảng hay hàm ấy (xem các bảng: kehoach sql 'SHOW TABLES')",
            "there is no such table or function (the tables: kehoach sql 'SHOW TABLES')",
        ),
        "column": say(
            "không có cột ấy, hoặc dùng sai chỗ (xem các cột: kehoach sql 'DESCRIBE consolidated')",
            "there is no such column, or it stands in a wrong place (columns: kehoach sql 'DESCRIBE consolidated')",
        ),
        "value": say("giá trị không tính hoặc đổi kiểu được như vậy", "a value cannot be reckoned or turned so"),
        "memory": say(
            "cần nhiều bộ nhớ hơn máy có: hãy hỏi hẹp hơn (WHERE, LIMIT)",
            "it needs more memory than there is: ask for less (WHERE, LIMIT)",
        ),
        "files": say(
            "không đọc hoặc ghi được tệp của các bảng: hãy xem đĩa còn chỗ trống không rồi chạy lại",
            "the files of the tables cannot be read or written: look for free space on the disk and run again",
        ),
        "other": say("cơ sở dữ liệu từ chối", "the database refuses"),
    }
    words = f" [DuckDB: {refused.words}]" if refused.words else ""
    return say("không trả lời được câu hỏi: ", "the question was refused: ") + told[refused.flaw] + words


def broken_told(broken: BrokenFile) -> str:
    """Say which line of a golden file or journal is wrong, how, and what to do."""
    name = broken.field
    told = {
        "merge": say(
            "còn dấu gộp <<<<<<< ======= >>>>>>> của quản lý phiên bản: hãy gộp hai bên, bỏ các dấu ấy rồi chạy lại",
            "version control left its marks <<<<<<< ======= >>>>>>>: join both sides, take the marks out, run again",
        ),
        "json": say(f"JSON hỏng ở đây hoặc ngay trên: {MEND[0]}", f"the JSON breaks here or just above: {MEND[1]}"),
        "field": say(f"trường {name} thiếu hoặc sai: {MEND[0]}", f"field {name} is missing or wrong: {MEND[1]}")
        if name
        else say(f"không phải một đối tượng JSON: {MEND[0]}", f"no JSON object: {MEND[1]}"),
        "name": say(
            f"tên tệp không phải plan_id trong tệp: hãy đổi tên thành {name} rồi chạy lại",
            f"the file is not named by its plan_id: rename it to {name}, run again",
        ),
        "ref": say(
            f"start, end chỉ ra ngoài văn bản (dài {name} ký tự): hãy sửa theo văn bản rồi chạy lại",
            f"start, end point beyond the text ({name} characters long): mend them by the text, run again",
        ),
    }
    return f"{broken.path}:{broken.number}: {told[broken.flaw]}"
