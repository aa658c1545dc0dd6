"""The net: a few convolutions over the strip, its height folded away, then convolutions along the line.

One frame every 4 px, read by CTC.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pipeline.ocr.line_image import HEIGHT

FRAME_PX = 4
Tensors = list[Tensor] | tuple[Tensor, ...]


def convolution(inputs: int, outputs: int, stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    """3×3 convolution, batch norm, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    """Adds what a part makes of its input to the input."""

    def __init__(self, part: nn.Module) -> None:
        super().__init__()
        self.part = part

    def forward(self, x: Tensor) -> Tensor:
        """Same shape out as in."""
        added: Tensor = self.part(x)
        return x + added


def along_the_line(width: int, kernel: int, widening: int) -> Residual:
    """A depthwise convolution over neighbouring frames, then a mix of channels.

    One norm in the middle, for norms cost as much time as the rest.
    """
    last = nn.Conv2d(width * widening, width, 1)
    nn.init.zeros_(last.weight)  # each block begins as nothing added
    return Residual(
        nn.Sequential(
            nn.Conv2d(width, width, (1, kernel), padding=(0, kernel // 2), groups=width),
            nn.Conv2d(width, width * widening, 1, bias=False),
            nn.BatchNorm2d(width * widening),
            nn.ReLU(inplace=True),
            last,
        )
    )


class LineNet(nn.Module):
    """Strip N × 1 × 40 × W (0 paper to 1 ink) → logits N × frames × classes.

    Frames = W / 4 rounded up, class 0 the blank.
    """

    def __init__(self, classes: int, width: int = 256, blocks: int = 4) -> None:
        super().__init__()
        self.features = nn.Sequential(
            convolution(1, 24, (2, 2)),
            convolution(24, 64, (2, 2)),
            Residual(convolution(64, 64)),
            convolution(64, 128, (2, 1)),
            Residual(convolution(128, 128)),
            nn.Conv2d(128, width, (HEIGHT // 8, 1), bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            *(along_the_line(width, 9, 2) for _ in range(blocks)),
        )
        self.classes = nn.Conv2d(width, classes, 1)

    def forward(self, strips: Tensor) -> Tensor:
        """Logits N × frames × classes."""
        logits: Tensor = self.classes(self.features(strips))
        return logits.squeeze(2).transpose(1, 2)


def frames_of(width: int) -> int:
    """Frames that the net gives for a strip of that width in px."""
    half = (width + 1) // 2
    return (half + 1) // 2


def count_parameters(net: nn.Module) -> int:
    """Numbers that training sets."""
    return sum(parameter.numel() for parameter in net.parameters())


@torch.no_grad()
def follow(average: Tensors, current: Tensors, count: Tensor | int) -> None:
    """Moves the average toward the present values: by a tenth at first, by a thousandth in the end."""
    steps = float(count)
    pull = 1 - min(0.999, (1 + steps) / (10 + steps))
    for kept, now in zip(average, current, strict=True):
        if kept.is_floating_point():
            kept.lerp_(now, pull)
        else:  # counters of the norms
            kept.copy_(now)


def shadow_of(net: LineNet) -> torch.optim.swa_utils.AveragedModel:
    """The running average (EMA) of the net's weights and statistics; the average is what is shipped."""
    return torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=follow, use_buffers=True)
