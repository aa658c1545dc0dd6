"""Links to the taxonomy: one id for one thing counted with one verb, none where nothing fits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.indicator_ranker import names_paper
from extractors.indicator_words import indicators
from extractors.indicators import domain_of_indicator, link_indicator
from extractors.lexicon import load_lexicon
from models.plan import Quantity

READ = [
    ("hồ sơ TTHC của huyện được trả đúng hẹn", "%", "procedures.on_time"),
    ("Tỷ lệ hồ sơ cấp xã giải quyết trước hạn và đúng hạn", "%", "procedures.on_time"),
    ("mức độ hài lòng của nông dân về giải quyết thủ tục hành chính", "%", "procedures.satisfaction_procedures"),
    ("mức độ hài lòng của người bệnh về dịch vụ y tế", "%", "organization.satisfaction_health_education"),
    (
        "hài lòng của doanh nghiệp đối với sự phục vụ của cơ quan hành chính nhà nước",
        "%",
        "organization.satisfaction_agencies",
    ),
    ("số hóa kết quả giải quyết TTHC còn hiệu lực của xã", "%", "procedures.results_digitized"),
    ("hồ sơ công việc tại xã được lập trên môi trường mạng", "%", "digital.work_files_online"),
    ("thủ tục có nghĩa vụ tài chính được thanh toán trực tuyến", "%", "procedures.payable_online"),
    ("giao dịch thanh toán trực tuyến trên cổng", "%", "procedures.transactions_paid_online"),
    ("giải ngân vốn đầu tư công", "%", "finance.disbursement"),
    ("trường học công lập là đơn vị sự nghiệp tự chủ chi thường xuyên", "%", "finance.self_financing_units"),
    ("Thu ngân sách trên địa bàn", "tỷ đồng", "finance.budget_revenue"),
    ("biên chế sự nghiệp hưởng lương từ ngân sách", "%", "organization.public_staff_cut"),
    ("xây dựng mới hệ thống quản lý chất lượng ISO tại xã", "xã", "digital.iso_new"),
    ("Tỷ lệ che phủ rừng", "%", "other.forest_cover"),
    ("Tỷ lệ hộ nghèo đa chiều", "%", "other.poverty_rate"),
    ("hồ sơ của xã nộp qua mạng", "%", "procedures.dossiers_online"),
    ("Kiểm tra công vụ", "cuộc", "direction.inspections"),
    ("Kiểm tra công vụ đột xuất", "xã", "direction.units_inspected_count"),
    ("cơ quan, đơn vị được kiểm tra công vụ", "%", "direction.units_inspected"),
    ("Lấy phiếu hài lòng", "phiếu", "procedures.survey_responses"),
    ("hồ sơ giải quyết trước hạn", "%", "procedures.early"),
    ("hồ sơ giải quyết trước hạn và đúng hạn", "%", "procedures.on_time"),
    ("thôn, bản được phủ sóng 4G", "%", "digital.mobile_coverage"),
    ("doanh nghiệp nhỏ và vừa dùng nền tảng số", "%", "digital.smes_platforms"),
    ("văn bản trái luật được kiến nghị xử lý", "%", "institutions.unlawful_documents_handled"),
    ("biên chế viên chức các trường", "biên chế", "organization.public_staff_cut"),
]
NOTHING = [("học sinh lớp 5 biết bơi", "%"), ("thu gom vỏ bao thuốc trừ sâu", "tấn"), ("", "%")]
NEAR = [
    ("người dân không hài lòng khi giao dịch", "%"),
    ("học viên thành thạo nộp hồ sơ trực tuyến", "%"),
    ("khoán biên chế cho các phòng", "%"),
    ("thành viên mỗi tổ công nghệ số cộng đồng", "thành viên"),
    ("đề án vị trí việc làm được duyệt", "cơ quan"),
    ("thời gian chờ khám bệnh", "phút"),
]


JUDGED = [
    line.split(" | ")
    for line in (Path(__file__).parent / "links.txt").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]


def test_links_of_whole_plans() -> None:
    assert len(JUDGED) >= 200
    given, right = 0, 0
    faults = []
    for subject, unit, domain, wanted in JUDGED:
        link = link_indicator(subject, Quantity(value=Decimal(90), unit=unit), domain, load_lexicon())  # type: ignore[arg-type]
        found = link[0] if link else "-"
        given += found != "-"
        right += found == wanted != "-"
        faults += [f"{subject} | {unit}: {found}, not {wanted}"] if found != wanted else []
    assert right / given >= 0.98, faults
    assert len(faults) <= 0.03 * len(JUDGED), faults


@pytest.mark.parametrize(("subject", "unit", "wanted"), READ, ids=[case[0][:40] for case in READ])
def test_links(subject: str, unit: str, wanted: str) -> None:
    link = link_indicator(subject, Quantity(value=Decimal(90), unit=unit), "", load_lexicon())
    assert link is not None
    assert link[0] == wanted


@pytest.mark.parametrize(("subject", "unit"), NOTHING + NEAR)
def test_nothing_is_forced(subject: str, unit: str) -> None:
    assert link_indicator(subject, Quantity(value=Decimal(90), unit=unit), "", load_lexicon()) is None


def test_taxonomy_is_whole() -> None:
    entries = load_lexicon().table("indicators")["indicator"]
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids)) >= 80
    assert {entry["field"] for entry in entries} >= {
        "direction", "institutions", "procedures", "organization", "civil_service", "finance", "digital",
    }  # fmt: skip
    assert not {neighbour for entry in entries for neighbour in entry.get("neighbours", ())} - set(ids)
    assert all(entry["name_vi"] and entry["name_en"] and entry["needs"] for entry in entries)
    assert all(target["source"] for entry in entries for target in entry.get("national", ()))
    assert all(
        domain_of_indicator(indicator.id, load_lexicon()) == indicator.field for indicator in indicators(load_lexicon())
    )


def test_papers_that_a_task_yields_are_not_its_measure() -> None:
    assert names_paper("Phương án đơn giản hóa")
    assert names_paper("Kết luận tại các xã")
    assert not names_paper("Rà soát thủ tục")
