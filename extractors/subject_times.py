"""Words of time in and around a subject: years, points of time, what is cited, where a value begins that is reached."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\d\d"
WHEN = (
    rf"(?:(?:phấn đấu\s+)?(?:ngay trong|đến|hết|trong|vào|cuối|trước|từ|qua|tính đến|và|lộ trình|của"
    rf"|trước khi kết thúc)\s+)*"
    rf"(?:các\s+)?(?:năm|giai đoạn|thời kỳ|mốc)\s*:?\s*(?:từ\s+)?{YEAR}"
    rf"(?:\s*(?:-|đến|tới|,|và)\s*(?:hết\s*|cuối\s*)?(?:năm\s*)?{YEAR})*"
)
POINT = (
    rf"(?:(?:hoàn thành|xong)\s+)?"
    rf"(?:(?:ngay trong|trong|đến|hết|tới|vào|cuối|đầu|giữa|trước|từ|tính đến)\s+)+(?:hết\s+|cuối\s+|đầu\s+)?"
    rf"(?:quý\s*(?:[ivx]+|\d)(?:\s*(?:/|năm)\s*{YEAR})?|tháng\s*\d{{1,2}}(?:\s*(?:/|năm)\s*{YEAR})?"
    rf"|ngày\s*\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{YEAR})?"
    rf"|(?:ngày\s*)?\d{{1,2}}/\d{{1,2}}(?:/{YEAR})?|niên độ|\d+ tháng (?:đầu|cuối) năm(?:\s*{YEAR})?)(?!\w)"
)
"""A point of time without a year of its own, or a part of a year: "hết quý III", "đến 30/9", "6 tháng đầu năm"."""
CITED = (
    r"theo (?:nghị quyết|nghị định|quyết định|thông tư|luật|đề án|chương trình|kế hoạch|kết luận|chỉ thị|chiến lược)"
    r"(?!\w)[^,;:]{0,160},"
)
"""What a clause may cite before it comes to its things: "Theo Nghị quyết số …, hồ sơ công việc đạt …"."""
OF_FIELD = (
    r"(?:(?:mục tiêu|chỉ tiêu|tiêu chí|nhiệm vụ|hoạt động)\s+(?:số\s+)?\d{1,2}(?:\.\d{1,2})*\s*[:.](?=\s)"
    r"|(?:ở|về|trong|đối với)\s+(?:lĩnh vực|mảng|công tác|nhiệm vụ|cải cách)(?!\w)[^:;.\d]{2,60}:\s+(?=[^\W\d])"
    r"|(?:các\s+)?(?:chỉ tiêu|mục tiêu)(?!\w)(?:[^:;.()]{0,60}?\s)?"
    r"(?:chủ yếu|chính|cơ bản|cụ thể|trọng tâm|năm 20\d\d|là|như sau|sau đây|gồm):\s+(?=[^\W\d]))"
)
"""The field or list that a clause belongs to: "Ở lĩnh vực thể chế: …", "Các chỉ tiêu là: …", "Mục tiêu 2: …"."""
OF_BODY = (
    r"(?:toàn )?(?:tỉnh|huyện|xã|thị xã|thành phố|phường) (?:phấn đấu|đặt mục tiêu|đề ra mục tiêu|hướng đến)(?=\s)"
)
"""Who aims at it: "huyện đặt mục tiêu 100% hồ sơ …"."""
YEAR_ENDS = r"(?:đến|hết|tới|vào|cuối)\s+(?:hết\s+|cuối\s+)?năm"
RISES = (
    r"(?:nâng|tăng|giảm|rút|rút ngắn|hạ|đưa|thay đổi)?(?:\s*dần)?\s*(?<!\w)từ\s+(?:mức\s+)?[\d.,]+\s?"
    rf"(?:%|[^\W\d_]+(?:\s(?:đồng|làm việc))?)?(?:\s*\(?(?:năm\s*)?{YEAR}\)?|\s+hiện (?:nay|tại|có))?"
    r"(?:\s*(?:nâng|tăng|giảm|rút))?"
    r"(?=\s*(?:lên|xuống|còn|$))"
)
"""Where a value begins that is reached: "nâng từ 6,1% lên …", "giảm từ 05 ngày làm việc xuống còn …"."""
SPAN_ALONE = re.compile(
    r"(?:(?:đến|hết|tới|vào|cuối|cả|tính cả|trong|đầu|từ)\s+)*(?:năm|kỳ|giai đoạn|nhiệm kỳ|niên độ|quý\s*(?:[ivx]+|\d)"
    r"|\d+\s+tháng|tháng\s*\d+)(?:\s+(?:đầu|cuối)(?:\s+năm)?)?"
)
"""A time and nothing else, where the sentence leaves its subject out: "cuối năm đạt 100%", "9 tháng đạt 42,5%"."""
OPENING_SPAN = (
    r"(?:(?:tính\s+)?cả (?:kỳ|giai đoạn|nhiệm kỳ)|(?:đến|hết|tới|vào) (?:cuối |hết )?năm)(?=[\s,:]+\w)"
    r"(?! (?:học|tài chính|ngân sách))"
)
"""A span of the plan before the things: "cả kỳ có 8 mô hình", "đến cuối năm có 22 cơ sở dữ liệu"."""
