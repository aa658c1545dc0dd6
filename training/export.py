"""Makes the shipped model of a checkpoint.

ONNX in float, then int8 (static, per channel, first and last convolution left in float), then its card data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.charset import CHARSET
from training.lines import Lines, read_shards
from training.net import LineNet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

MOST_BYTES = 5_000_000
CALIBRATION_STRIPS, CALIBRATION_WIDTH = 200, 1024


def net_of(checkpoint: Path) -> tuple[LineNet, dict[str, Any]]:
    """The averaged net of a checkpoint, ready to read, and the run's record."""
    kept = torch.load(checkpoint, map_location="cpu", weights_only=True)
    net = LineNet(len(CHARSET) + 1)
    net.load_state_dict(kept["average"])
    return net.eval(), dict(kept["record"])


class Reading(torch.nn.Module):
    """The net as it is shipped: uint8 strips in, probabilities' logarithms out."""

    def __init__(self, net: LineNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        """N × 1 × 40 × W float (0 to 1) → log-probabilities N × frames × classes."""
        logits: torch.Tensor = self.net(strips)
        return logits.log_softmax(-1)


def export_float(net: LineNet, out: Path) -> None:
    """Writes the net in float; batch and width stay free."""
    example = torch.zeros(2, 1, 40, 256)
    torch.onnx.export(
        Reading(net).eval(),
        (example,),
        str(out),
        input_names=["strips"],
        output_names=["log_chances"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"strips": {0: "batch", 3: "width"}, "log_chances": {0: "batch", 1: "frames"}},
    )


class Strips(CalibrationDataReader):  # type: ignore[misc]
    """Training lines in strips of one width, for the ranges of activations; the calibrator wants one shape."""

    def __init__(self, lines: Lines, count: int) -> None:
        total = min(len(lines.columns) // CALIBRATION_WIDTH, count)
        columns = lines.columns[: total * CALIBRATION_WIDTH].reshape(total, CALIBRATION_WIDTH, -1)
        self.feed: Iterator[dict[str, NDArray[np.float32]]] = (
            {"strips": np.ascontiguousarray(strip.T)[None, None].astype(np.float32) / np.float32(255)}
            for strip in columns
        )

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next strip, or None."""
        return next(self.feed, None)


def quantise(float_model: Path, lines: Lines, out: Path, count: int = CALIBRATION_STRIPS) -> None:
    """Writes the int8 model. Percentile ranges: with min-max ones the errors on poor copies double."""
    prepared = out.with_suffix(".prepared.onnx")
    quant_pre_process(str(float_model), str(prepared), skip_symbolic_shape=True)
    convolutions = [node.name for node in onnx.load(str(prepared)).graph.node if node.op_type == "Conv"]
    quantize_static(
        str(prepared),
        str(out),
        Strips(lines, count),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.Percentile,
        nodes_to_exclude=[convolutions[0], convolutions[-1]],
        op_types_to_quantize=["Conv", "Add"],
        extra_options={"CalibPercentile": 99.99, "ActivationSymmetric": False},
    )
    prepared.unlink()
    if out.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{out.name} is larger than {MOST_BYTES} bytes")


def session_of(model: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """Opens a model on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def write_card(model: Path, record: dict[str, Any], out: Path) -> None:
    """Writes what the runtime needs beside the model (charset) and where the model comes from.

    Calibration is added by `training.calibrate`.
    """
    kept = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    card = {
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "charset": CHARSET,
        "training": {key: record.get(key) for key in ("seed", "lines", "seen", "steps", "minutes", "parameters")},
        "calibration": kept.get("calibration", {"character": [0.0, 1.0], "line": [0.0, -1.0, 0.0]}),
    }
    out.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Exports a checkpoint into a folder as line.onnx and line.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--lines", type=Path, required=True, help="training lines, for the ranges of int8")
    parser.add_argument("--out", type=Path, default=Path("pipeline/ocr/models"))
    chosen = parser.parse_args()
    net, record = net_of(chosen.checkpoint)
    chosen.out.mkdir(parents=True, exist_ok=True)
    in_float = chosen.checkpoint.with_name("line.float.onnx")
    export_float(net, in_float)
    quantise(in_float, read_shards(chosen.lines), chosen.out / "line.onnx")
    write_card(chosen.out / "line.onnx", record, chosen.out / "line.json")
    print(f"{chosen.out / 'line.onnx'}: {(chosen.out / 'line.onnx').stat().st_size} bytes")


if __name__ == "__main__":
    main()
