"""Words at the edges of a subject, next to its number, that tell what is done to a measure or where things are."""

from __future__ import annotations

import re

STEERS = re.compile(r"(?:phấn đấu\s+)?(?:giữ(?: vững| ổn định)?|nâng|đưa|cải thiện|để|phấn đấu để)")
"""What is done to a share and says nothing of its things: "Giữ vững 85% văn bản …"."""
AS_BEFORE = re.compile(r"^\s*,\s*bằng\s.*", re.DOTALL)
"""What a count equals: "3.000 con, bằng năm 2020"."""
EVERYWHERE = re.compile(r"(?:trên địa bàn\s+)?toàn (?:tỉnh|huyện|xã|thị xã|thành phố|phường|thị trấn|quận)")
"""Where things are counted, before the verb that has them: "toàn huyện có trên 50% thôn …"."""
TOWARD = re.compile(r"(?<!thu)(?<!trở)(?<!trả)\s(?:tới|về)$")
"""Between a measure and what it shall reach: "đưa tỷ lệ đúng hạn tới trên 95%"."""
END_STATE = re.compile(
    r"(?<!\w)(?:lên|xuống|còn)(?:\s+(?:đến|tới|còn|mức|dưới|trên|khoảng|ít nhất|tối thiểu|không quá))*\s*$"
)
"""Before a number that a change ends at: "giảm hồ sơ chậm trả xuống dưới 3%"."""
RATE_NAME = re.compile(r"(?:mức|tốc độ|tỷ lệ)\s")
"""A rate that only its verb names: "mức giảm sinh"."""
