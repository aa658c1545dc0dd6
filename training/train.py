"""Trains the line recogniser.

    python -m training.train --out build/recogniser --seed 1     the model that is shipped
    python -m training.train --out build/smoke --smoke           two minutes: does the road work?

Makes the lines (unless `--lines` names a folder that has them), trains, keeps a checkpoint every few minutes;
`training.export` and `training.calibrate` do the rest.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import torch
import torch.distributed as dist
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn
from torch.multiprocessing.spawn import start_processes

from training.batches import Batch, endless, grouped, packed
from training.charset import CHARSET
from training.lines import Lines, make_shards, read_shards
from training.net import LineNet, count_parameters, shadow_of

if TYPE_CHECKING:
    from torch.optim.swa_utils import AveragedModel

PEAK_RATE, DECAY, WARM_UP_STEPS, CLIP = 2e-3, 0.02, 200, 2.0
SAVE_SECONDS, GLANCE = 240, 300  # a checkpoint so often, with the errors on so many lines kept aside
MEET_STEPS = 8  # steps that workers go alone


@dataclass(frozen=True)
class Course:
    """How long and on what: lines `seen` by all workers, `seed`, lines made, lines kept aside.

    Counted in lines, not in minutes: a slow or busy machine takes longer and ends with the same model.
    """

    seen: int
    seed: int
    lines: int
    aside: int
    workers: int = 2
    peak: float = PEAK_RATE


SMOKE = Course(seen=3600, seed=7, lines=2000, aside=100)


def rate_at(step: int, progress: float, warm_up: int = WARM_UP_STEPS) -> float:
    """Share of the peak learning rate: warm-up, flat for a third, then a cosine to nothing.

    `progress` is the share of the course gone, 0 to 1.
    """
    warm = min(1.0, (step + 1) / warm_up)
    fall = 1.0 if progress < 1 / 3 else 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 1 / 3) * 1.5)))
    return warm * max(0.003, fall)


def optimiser_of(net: LineNet) -> torch.optim.AdamW:
    """AdamW; matrices decay, vectors (norms, biases) do not."""
    matrices = [p for p in net.parameters() if p.ndim > 1]
    vectors = [p for p in net.parameters() if p.ndim <= 1]
    return torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}],
        lr=PEAK_RATE,
        betas=(0.9, 0.98),
    )


def loss_of(net: nn.Module, batch: Batch) -> Tensor:
    """Mean CTC loss a character."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = net(batch.strips.to(memory_format=torch.channels_last))
    chances = logits.float().log_softmax(-1).transpose(0, 1)
    frames = batch.frames.clamp(max=chances.shape[0])
    loss: Tensor = nn.functional.ctc_loss(
        chances, batch.targets, frames, batch.lengths, reduction="sum", zero_infinity=True
    )
    return loss / (batch.lengths.sum() + len(batch.indices))


def decoded(classes: list[int]) -> str:
    """Best path: twins merged, blanks dropped."""
    return "".join(CHARSET[k - 1] for before, k in zip([0, *classes], classes, strict=False) if k and k != before)


def error_rate(net: nn.Module, lines: Lines, indices: list[int]) -> tuple[float, float]:
    """Share of wrong characters, and of lines with a fault."""
    net.eval()
    wrong = total = faults = 0
    with torch.inference_mode():
        for group in grouped(lines, indices, random.Random(0)):
            batch = packed(lines, group, None)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                best = net(batch.strips).argmax(-1)
            for row, index in enumerate(group):
                text = lines.texts[index]
                off = Levenshtein.distance(decoded(best[row, : int(batch.frames[row])].tolist()), text)
                wrong, total, faults = wrong + off, total + len(text), faults + (off > 0)
    return wrong / max(1, total), faults / max(1, len(indices))


def save(out: Path, net: LineNet, shadow: AveragedModel, record: dict[str, object]) -> None:
    """Keeps the average (what is exported) and the run's record.

    A half-written file never stands in the place of a whole one.
    """
    state = {key: value.clone() for key, value in shadow.module.state_dict().items()}
    torch.save({"average": state, "net": net.state_dict(), "record": record}, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.pt")
    (out / "record.json").write_text(json.dumps(record, indent=1), encoding="utf-8")


def train(lines: Lines, course: Course, out: Path, begin: Path | None = None) -> dict[str, object]:
    """Trains until all workers have seen the lines of the course, from the weights of `begin` where one is given.

    Each worker is a process of one thread with batches of its own; they meet every few steps and go on from the mean of
    their weights. On a machine that does other work too this is several times faster than threads that wait for each
    other at every layer. Gives the record: losses, error rates, steps of one worker, lines seen by all.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "meeting").unlink(missing_ok=True)
    torch.set_num_threads(1)
    jobs = (lines, course, out, begin)
    start_processes(work, jobs, course.workers, start_method="fork")  # type: ignore[no-untyped-call]
    return dict(json.loads((out / "record.json").read_text(encoding="utf-8")))


def met(net: LineNet, more: list[float]) -> list[float]:
    """All workers take the mean of their weights and statistics; gives the mean of their numbers `more`."""
    values = [value for value in net.state_dict().values() if value.is_floating_point()]
    flat = torch.cat([torch.tensor(more), *(value.reshape(-1) for value in values)])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = len(more)
    for value in values:
        value.copy_(flat[at : at + value.numel()].view_as(value))
        at += value.numel()
    return [float(number) for number in flat[: len(more)]]


def work(rank: int, lines: Lines, course: Course, out: Path, begin: Path | None) -> None:
    """One worker's training; the first also keeps the average, the record and the checkpoints."""
    dist.init_process_group("gloo", init_method=f"file://{out.resolve()}/meeting", rank=rank, world_size=course.workers)
    torch.manual_seed(course.seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    order = list(range(len(lines.texts)))
    aside, taught = order[: course.aside], order[course.aside :]
    net = LineNet(len(CHARSET) + 1).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    seen, earlier, warm_up = 0.0, 0, WARM_UP_STEPS
    if begin is not None:
        warm_up = WARM_UP_STEPS // 4
        kept = torch.load(begin, map_location="cpu", weights_only=True)
        net.load_state_dict(kept["average"])
        earlier = int(kept["record"]["seen"])
    shadow, optimiser = shadow_of(net), optimiser_of(net)
    record: dict[str, object] = {"seed": course.seed, "lines": len(taught), "parameters": count_parameters(net)}
    curve: list[list[float]] = []
    source = endless(lines, taught, course.seed * 1000 + rank)
    started = saved = time.monotonic()
    step, among, first, average = 0, 0.0, 0.0, 0.0
    while among < course.seen:
        for group in optimiser.param_groups:
            group["lr"] = course.peak * rate_at(step, among / course.seen, warm_up)
        net.train()
        batch = next(source)
        loss = loss_of(net, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), CLIP)
        optimiser.step()
        step, seen, value = step + 1, seen + len(batch.indices), float(loss.detach())
        average = 0.95 * average + 0.05 * value if average else value
        first = first or value
        if step % MEET_STEPS:
            continue
        among = met(net, [seen])[0] * course.workers
        for _ in range(MEET_STEPS):
            shadow.update_parameters(net)
        minutes = (time.monotonic() - started) / 60
        record |= {"steps": step, "seen": earlier + round(among), "minutes": round(minutes, 1)}
        record |= {"first_loss": first, "last_loss": average, "curve": curve}
        if rank == 0 and (time.monotonic() - saved > SAVE_SECONDS or among >= course.seen):
            cer, faults = error_rate(shadow.module, lines, aside if among >= course.seen else aside[:GLANCE])
            curve.append([step, float(str(record["seen"])), round(cer, 5), round(faults, 4)])
            save(out, net, shadow, record)
            print(f"{minutes:5.1f} min  lines {record['seen']}  loss {average:.4f}  CER {cer:.4f}", flush=True)
            saved = time.monotonic()
    dist.barrier()
    dist.destroy_process_group()


def main() -> None:
    """Reads the options, makes lines where none are, trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=Path, help="a folder of lines made before; made there if it is not")
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--seen", type=int, default=300_000, help="lines seen in all, some of them more than once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--begin", type=Path, help="a checkpoint whose weights to begin with")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="peak learning rate; lower for a last leg")
    parser.add_argument("--smoke", action="store_true", help="a short run on few lines")
    chosen = parser.parse_args()
    course = (
        SMOKE if chosen.smoke else Course(chosen.seen, chosen.seed, chosen.count, 1500, chosen.workers, chosen.rate)
    )
    folder = chosen.lines or chosen.out / "lines"
    if not any(folder.glob("*.jsonl")):
        make_shards(folder, course.lines, course.seed, course.workers)
    record = train(read_shards(folder), course, chosen.out, chosen.begin)
    print(json.dumps({key: value for key, value in record.items() if key != "curve"}))


if __name__ == "__main__":
    main()
