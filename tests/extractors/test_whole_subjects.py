"""Subjects of targets, whole: their own level of a list, what their bound or unit says left out, their row's task."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.outline import Outline
from extractors.tables import find_tables
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from models.plan import FrontMatter
from models.source import Found
from tests.extractors.made_grids import Made, made_tables
from tests.extractors.test_target_sentences import outline_over
from tests.made import plain_transcript

FRONT = FrontMatter(
    unit_level=Found[str](value="huyện"), period_start=Found[int](value=2024), period_end=Found[int](value=2025)
)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Phiếu chuyển lập trên mạng ở cấp tỉnh, cấp huyện, cấp xã tương ứng đạt tối thiểu 90%, 80,5% và 65%.",
            [f"Phiếu chuyển lập trên mạng ở cấp {level}" for level in ("tỉnh", "huyện", "xã")],
        ),
        (
            "Đơn thư trả lời đúng hẹn lần lượt đạt 97% và 96% ở cấp huyện và cấp xã.",
            ["Đơn thư trả lời đúng hẹn ở cấp huyện", "Đơn thư trả lời đúng hẹn ở cấp xã"],
        ),
        ("Từ 15% đơn thư trở lên trả qua bưu cục.", ["đơn thư trả qua bưu cục"]),
        ("● Tỷ lệ đơn thư trả qua bưu cục trên 15%.", ["Tỷ lệ đơn thư trả qua bưu cục"]),
        ("» Cùng với đó, tỷ lệ sổ họp lưu trên mạng là 60%.", ["tỷ lệ sổ họp lưu trên mạng"]),
        ("4- Duy trì ổn định tỷ lệ lớp học hai buổi (≥75%).", ["tỷ lệ lớp học hai buổi"]),
        ("Về tỷ lệ giáo viên trên chuẩn, được ấn định 90%.", ["tỷ lệ giáo viên trên chuẩn"]),
        ("Ở lĩnh vực giáo dục: Tỷ lệ giáo viên trên chuẩn đạt 90%.", ["Tỷ lệ giáo viên trên chuẩn"]),
        ("Các chỉ tiêu chủ yếu của huyện là: Tỷ lệ chợ có mái che đạt 95%.", ["Tỷ lệ chợ có mái che"]),
        ("Mục tiêu thu phí chợ: 4 tỷ đồng.", ["thu phí chợ"]),
        ("Đàn dê đạt 500 con, vịt đạt 1.300 con.", ["Đàn dê", "vịt"]),
        ("Vịt: 5000 con.", ["Vịt"]),
        ("Về mức độ hài lòng với chợ, đạt tới 90%.", ["mức độ hài lòng với chợ"]),
        ("Huyện đặt mục tiêu 100% sổ họp được lưu trên mạng.", ["sổ họp được lưu trên mạng"]),
        ("Về nhà ở, tỷ lệ hộ có nhà kiên cố đạt trên 90%.", ["tỷ lệ hộ có nhà kiên cố"]),
        ("Giảm tỷ lệ trẻ có răng sâu xuống dưới 9% tổng số trẻ.", ["tỷ lệ trẻ có răng sâu trên tổng số trẻ"]),
        ("Mức giảm sinh 0,2‰.", ["Mức giảm sinh"]),
        ("Đàn ngan: 3.000 con, bằng năm 2023; đàn vịt: 4.000 con.", ["Đàn ngan", "đàn vịt"]),
        ("Giá trị tăng thêm của nghề mộc đạt 26 tỷ đồng.", ["Giá trị tăng thêm của nghề mộc"]),
        ("Ngay trong năm 2024, tỷ lệ chợ có mái che đạt 90%.", ["tỷ lệ chợ có mái che"]),
        ("Số bản in so với số liệu năm 2023 giảm 12%.", ["Số bản in"]),
        ("Tỷ lệ sổ họp được ghi đầy đủ không kém 85%.", ["Tỷ lệ sổ họp được ghi đầy đủ"]),
        ("Nâng dần tỷ lệ chợ có mái che tới trên 95%.", ["tỷ lệ chợ có mái che"]),
        ("Nâng tỷ lệ chợ có mái che từ 80% hiện nay lên 84%.", ["tỷ lệ chợ có mái che"]),
        ("Thời hạn cấp sạp chợ kéo dài tối đa 9 ngày.", ["Thời hạn cấp sạp chợ"]),
        ("Từ 70% giáo viên có trình độ đại học trở lên.", ["giáo viên có trình độ đại học trở lên"]),
        ("Thư ngỏ phát ra hằng năm không ít hơn 900 thư.", ["Thư ngỏ phát ra"]),
        ("Diễn tập chữa cháy chợ 02 cuộc trước ngày 30/9/2024.", ["Diễn tập chữa cháy chợ"]),
        (
            "Kiểm tra giờ giấc tại 10 cơ quan, đơn vị và 8/8 phường, xã.",
            ["Kiểm tra giờ giấc tại cơ quan, đơn vị", "Kiểm tra giờ giấc tại phường, xã"],
        ),
        (
            "80% thủ tục cấp huyện được cung cấp toàn trình; 60% thủ tục cấp xã.",
            ["thủ tục cấp huyện được cung cấp toàn trình", "thủ tục cấp xã được cung cấp toàn trình"],
        ),
        ("90% văn thư phường có chứng chỉ.", ["văn thư phường có chứng chỉ"]),
        ("Lắp camera ở 100% bến đò.", ["Lắp camera ở bến đò"]),
        ("Hằng năm chấm điểm thi đua đối với 100% cơ quan, đơn vị.", ["chấm điểm thi đua đối với cơ quan, đơn vị"]),
        (
            "Tỷ lệ hộ dùng nước máy đạt 70%. Con số này phải đạt 85% vào năm 2025.",
            ["Tỷ lệ hộ dùng nước máy", "Tỷ lệ hộ dùng nước máy"],
        ),
        (
            "Số thủ tục làm liên thông tăng dần từng năm: năm 2024 có 12 thủ tục, năm 2025 là 20 thủ tục.",
            ["Số thủ tục làm liên thông", "Số thủ tục làm liên thông"],
        ),
        (
            "Sổ hộ tịch điện tử ở cấp huyện qua các năm 2024, 2025 lần lượt là 40%, 60%.",
            ["Sổ hộ tịch điện tử ở cấp huyện"] * 2,
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_whole_subjects(text: str, subjects: list[str]) -> None:
    transcript = plain_transcript(text)
    outline = outline_over(len(transcript.text), "targets")
    found = find_targets(transcript, outline, FRONT, (), (), load_lexicon())
    assert [one.value.subject for one in found] == subjects


@pytest.mark.parametrize(
    ("task", "output", "subject"),
    [
        ("Mở lớp thuyền trưởng", "03 lớp", "Mở lớp thuyền trưởng"),
        ("Số hóa sổ địa bạ", "cấp huyện 75%", "Số hóa sổ địa bạ cấp huyện"),
        ("Thi nấu ăn", "100% bếp trường dự thi", "bếp trường dự thi"),
        ("Tinh giản đầu mối", "Giảm 04 phòng", "phòng"),
    ],
)
def test_a_cell_takes_the_words_of_its_row(task: str, output: str, subject: str) -> None:
    lexicon = load_lexicon()
    head = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Kết quả", "Thời gian hoàn thành"]
    transcript = made_tables([Made([head, ["1", task, "Phòng Nội vụ", output, "Quý II/2024"]])])
    tables = find_tables(transcript, lexicon)
    tasks = find_tasks(tables, transcript, lexicon)
    found = find_targets(transcript, Outline(), FRONT, tables, tasks, lexicon)
    assert [one.value.subject for one in found] == [subject]
