"""Two minutes of training: does the road from nothing to a model that reads work?"""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

from pipeline.ocr.recogniser import LineRecogniser  # noqa: E402
from training.batches import endless, packed  # noqa: E402
from training.charset import CHARSET  # noqa: E402
from training.export import Reading, export_float, net_of, quantise, session_of, write_card  # noqa: E402
from training.lines import make_shards, read_shards  # noqa: E402
from training.net import LineNet, frames_of  # noqa: E402
from training.train import SMOKE, decoded, rate_at, train  # noqa: E402


def test_the_frames_of_a_width_are_those_of_the_net() -> None:
    net = LineNet(len(CHARSET) + 1).eval()
    with torch.inference_mode():
        for width in (16, 61, 64, 203):
            assert net(torch.zeros(1, 1, 40, width)).shape == (1, frames_of(width), len(CHARSET) + 1)


def test_best_path_merges_twins_and_drops_blanks() -> None:
    one = CHARSET.index("1") + 1
    assert decoded([0, one, one, 0, one, 0]) == "11"
    assert decoded([]) == ""


def test_the_rate_warms_up_and_falls() -> None:
    assert rate_at(0, 0.0) < rate_at(400, 0.1) == rate_at(400, 0.3) > rate_at(400, 0.8) > 0


@pytest.mark.slow
def test_the_road(tmp_path: Path) -> None:
    make_shards(tmp_path / "lines", SMOKE.lines, SMOKE.seed, 2)
    lines = read_shards(tmp_path / "lines")
    assert len(lines.texts) == SMOKE.lines
    record = train(lines, SMOKE, tmp_path)
    assert record["last_loss"] < 0.6 * record["first_loss"]

    net, kept = net_of(tmp_path / "checkpoint.pt")
    export_float(net, tmp_path / "float.onnx")
    strips = packed(lines, [0, 1, 2], None).strips
    with torch.inference_mode():
        by_torch = Reading(net)(strips).numpy()
    by_onnx = session_of(tmp_path / "float.onnx").run(None, {"strips": strips.numpy()})[0]
    assert np.abs(by_torch - by_onnx).max() < 1e-3

    quantise(tmp_path / "float.onnx", lines, tmp_path / "line.onnx", count=16)
    write_card(tmp_path / "line.onnx", kept, tmp_path / "line.json")
    reader = LineRecogniser(model=tmp_path / "line.onnx")
    assert len(reader.read([lines.image(3)])) == 1
    assert json.loads((tmp_path / "line.json").read_text(encoding="utf-8"))["sha256"] == reader.sha256


def test_batches_hold_lines_of_like_width(tmp_path: Path) -> None:
    make_shards(tmp_path, 60, 3, 1)
    batch = next(endless(read_shards(tmp_path), list(range(60)), 1))
    assert batch.strips.shape[1:3] == (1, 40)
    assert batch.strips.shape[3] % 64 == 0
    assert int(batch.lengths.sum()) == len(batch.targets)
