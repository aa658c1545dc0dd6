"""The normal form of subjects: levels, parts and wholes joined, times, citations and asides left out."""

from __future__ import annotations

import pytest

from extractors.lexicon import load_lexicon
from extractors.targets import find_targets
from tests.extractors.test_target_sentences import outline_over
from tests.extractors.test_whole_subjects import FRONT
from tests.made import plain_transcript


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Tỷ lệ phiếu hẹn trả đúng ngày đạt 95% đối với cấp huyện và 80% đối với cấp xã.",
            ["tỷ lệ phiếu hẹn cấp huyện trả đúng ngày", "tỷ lệ phiếu hẹn cấp xã trả đúng ngày"],
        ),
        (
            "Tỷ lệ sổ bộ được nhập máy theo từng cấp: cấp huyện là 90%; cấp xã là 70%.",
            ["tỷ lệ sổ bộ cấp huyện được nhập máy", "tỷ lệ sổ bộ cấp xã được nhập máy"],
        ),
        (
            "Đơn thư trả lời đúng hẹn: 97% ở phường và 95% ở xã đảo.",
            ["Đơn thư trả lời đúng hẹn ở phường", "Đơn thư trả lời đúng hẹn ở xã đảo"],
        ),
        ("Hộ dùng nước sạch đạt 92%, riêng hộ nghèo 80%.", ["Hộ dùng nước sạch", "hộ nghèo dùng nước sạch"]),
        (
            "Thư góp ý được trả lời đạt 95%; riêng lĩnh vực cấp nước không dưới 98%.",
            ["Thư góp ý được trả lời", "Thư góp ý được trả lời lĩnh vực cấp nước"],
        ),
        (
            "Giá trị sản xuất tăng 9%, trong đó thủ công nghiệp tăng 12%, buôn bán tăng 7%.",
            ["Giá trị sản xuất", "Giá trị sản xuất thủ công nghiệp", "Giá trị sản xuất buôn bán"],
        ),
        (
            "Cắt giảm bình quân 15 - 25% thời gian cấp phép, tất cả thủ tục phải được niêm yết tại bến.",
            ["thời gian cấp phép"],
        ),
        (
            "Cơ cấu chi đến năm 2025: Sửa bến, lát bờ: 35%; phao, đèn: 40%; dạy bơi: 25%.",
            ["Cơ cấu chi Sửa bến, lát bờ", "Cơ cấu chi phao, đèn", "Cơ cấu chi dạy bơi"],
        ),
        (
            "Mức độ hài lòng về bến bãi đạt 90%, trong đó mức độ hài lòng về phao cứu sinh đạt tối thiểu 83%.",
            ["Mức độ hài lòng về bến bãi", "mức độ hài lòng về phao cứu sinh"],
        ),
        ("Phấn đấu giảm phiếu trả chậm xuống dưới 3%, nhất là phiếu đường thủy.", ["phiếu trả chậm"]),
        (
            "Triển khai các giải pháp nâng cao mức độ hài lòng của hành khách đạt trên 83%.",
            ["mức độ hài lòng của hành khách"],
        ),
        ("Hạ tỷ lệ phiếu trả chậm từ 7,2% năm 2023, xuống còn 3%.", ["tỷ lệ phiếu trả chậm"]),
        (
            "Số tổ đạt chuẩn (theo Hướng dẫn 05-HD/BTG, ngày 12/3/2020 của Ban Tuyên giáo): 12/15 tổ.",
            ["Số tổ đạt chuẩn"],
        ),
        (
            "Dựng nhà chờ tại 3 xã Tân An, Hòa Bình, Phú Lộc và tiếp tục lát bến tại 2 phường.",
            ["Dựng nhà chờ tại xã Tân An, Hòa Bình, Phú Lộc", "lát bến tại phường"],
        ),
        (
            "Giá trị sản xuất tăng 9%, trong đó: xây dựng tăng 12%; trồng trọt tăng 5%; buôn bán tăng 7%.",
            [
                "Giá trị sản xuất",
                "Giá trị sản xuất xây dựng",
                "Giá trị sản xuất trồng trọt",
                "Giá trị sản xuất buôn bán",
            ],
        ),
        ("Chi sửa chữa chiếm không quá 12% tổng chi.", ["Chi sửa chữa trên tổng chi"]),
        ("Số thư góp ý được trả lời chiếm 90% tổng số.", ["Số thư góp ý được trả lời"]),
        ("Giải ngân quý II đạt 45%, hết niên độ đạt 96% kế hoạch vốn.", ["Giải ngân", "Giải ngân trên kế hoạch vốn"]),
        ("Mỗi phòng có tối đa 02 tủ hồ sơ.", ["Mỗi phòng có tủ hồ sơ"]),
        ("Mỗi tuần phát 03 bản tin về đò ngang.", ["Mỗi tuần phát bản tin về đò ngang"]),
        ("Xuất bản sổ tay bến đò 300 cuốn.", ["Xuất bản sổ tay bến đò"]),
        ("Dạy nghề đan lưới 150 người.", ["Dạy nghề đan lưới"]),
        ("Kiểm tra bến đò ngang ít nhất 06 cuộc trong năm.", ["Kiểm tra bến đò ngang"]),
        ("Rà soát 30 bến đò về phao cứu sinh, trình đóng những bến mất an toàn.", ["Rà soát bến đò về phao cứu sinh"]),
        ("Tất cả 16 phường, xã công khai giá đò.", ["phường, xã công khai giá đò"]),
        ("Phấn đấu có 200 lượt người được dạy bơi.", ["lượt người được dạy bơi"]),
        ("Thực hiện số hóa 60% sổ bến.", ["số hóa sổ bến"]),
        ("Trả lời thư góp ý trong 10 ngày kể từ khi nhận được.", ["Trả lời thư góp ý kể từ khi nhận được"]),
        ("Thời gian cấp phép của 36 bến đò giảm 20% so với quy định.", ["Thời gian cấp phép của bến đò"]),
        ("100% lái đò có áo phao theo Thông tư số 15/2012/TT-BGTVT ngày 09/5/2012.", ["lái đò có áo phao"]),
        (
            "Giữ vững 85% lái đò có chứng chỉ phù hợp với hạng đang giữ.",
            ["lái đò có chứng chỉ phù hợp với hạng đang giữ"],
        ),
        ("Bảo đảm tỷ lệ lái đò có bằng theo yêu cầu (> 85%).", ["tỷ lệ lái đò có bằng"]),
        ("80% hồ sơ bến đò được lập trên mạng (trừ hồ sơ mật).", ["hồ sơ bến đò được lập trên mạng"]),
        ("Doanh thu bến đò gấp 1,4 lần năm 2023.", ["Doanh thu bến đò"]),
        ("Trước khi kết thúc năm 2024, tỷ lệ đò có máy phải đạt 94%.", ["tỷ lệ đò có máy"]),
        ("Tốc độ tải xuống trung bình không dưới 100 Mbps.", ["Tốc độ tải xuống trung bình"]),
        (
            "Sổ bến điện tử tăng dần qua các quý: quý I đạt 50%, quý II 60%, cả năm 80%.",
            ["Sổ bến điện tử", "Sổ bến điện tử", "Sổ bến điện tử"],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_subjects_have_their_normal_form(text: str, subjects: list[str]) -> None:
    transcript = plain_transcript(text)
    outline = outline_over(len(transcript.text), "targets")
    found = find_targets(transcript, outline, FRONT, (), (), load_lexicon())
    assert [one.value.subject for one in found] == subjects
