"""Kill `kehoach run` at random moments and start it again: the end must be that of an undisturbed run.

`python -m bench.kill [KILLS] [SEED] [DATA]` (100 kills by default): SIGKILL, in turn, for the run with all its
descendants in whatever group, and for the run alone, whose workers and server must then end by themselves. The runs
are over 20 samples whose pages are recorded, from DATA (a data folder in which they were read) or made and read first.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil

from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.versions import current_versions
from tests.flows.runs import kehoach, start, wait_until, working_on
from tests.papers import write_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = ("Phú La", "Sơn Đa", "Hòa Thọ", "Cẩm Lĩnh", "Đông Yên")
KILLS = 100
SAMPLES = 20
ORPHAN_SECONDS = 30.0
"""How long workers and server may outlive a run that was killed alone; a server closes its database first."""


class Outcome(NamedTuple):
    """What the kills showed: their number, the runs until all was read, and the longest life of an orphan."""

    kills: int
    runs: int
    orphan_seconds: float


def fill(data: Path, documents: int) -> Path:
    """Drop plans of different places, one under two names, and a file that is no PDF."""
    inbox = data / "inbox" / "huyện"
    inbox.mkdir(parents=True)
    for number, place in enumerate(PLACES[:documents]):
        write_plan(inbox / f"{place}.pdf", place, pages=1 + number % 3)
    write_plan(inbox / "bản sao.pdf", PLACES[0], pages=1)
    (inbox / "word.pdf").write_bytes(b"PK\x03\x04 a word file")
    return data


def read_samples(data: Path) -> Path:
    """Make samples and read them: the slow part, done once."""
    made = kehoach("sample", data / "samples", "--count", SAMPLES, "--seed", 8)
    done = kehoach("run", data / "samples", "--data", data)
    if made.returncode or done.returncode not in (0, 3):
        raise RuntimeError(made.stderr + done.stderr)
    return data


def fill_recorded(data: Path, read: Path) -> Path:
    """Drop samples whose pages are recorded already, one of them twice, and a file that is no PDF."""
    known, store = Store(read), Store(data)
    inbox = data / "inbox" / "huyện"
    inbox.mkdir(parents=True)
    records = sorted((record for record in known.records() if record.doc_id), key=lambda it: it.source.file_name)
    reader = current_versions(Settings(data=data).overlay).engine
    for record in records[:SAMPLES]:
        shutil.copyfile(known.original(record.source.sha256), inbox / record.source.file_name)
        shelf = store.work / record.source.sha256 / "pages"
        shelf.mkdir(parents=True)
        for path in (known.plans / record.doc_id / "pages").glob("*.json.gz"):
            held = json.loads(gzip.decompress(path.read_bytes())) | {"reader": reader}
            (shelf / path.name).write_bytes(gzip.compress(json.dumps(held, ensure_ascii=False).encode(), 1, mtime=0))
    first = records[0].source
    shutil.copyfile(known.original(first.sha256), inbox / "bản sao.pdf")
    (inbox / "word.pdf").write_bytes(b"PK\x03\x04 a word file")
    return data


def state_of(data: Path, export: Path) -> dict[str, bytes]:
    """Everything that must be the same, byte for byte but for times: archive, records, plans, quarantine, export."""
    done = kehoach("export", export, "--data", data)
    if done.returncode:
        raise RuntimeError(done.stderr)
    kept = ("archive", "plans", "quarantine", "work", "inbox")
    state = {str(path.relative_to(data)): path for name in kept for path in (data / name).rglob("*") if path.is_file()}
    state |= {f"export/{path.relative_to(export)}": path for path in export.rglob("*") if path.is_file()}
    return {name: _timeless(path) for name, path in state.items()}


def _timeless(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix != ".json":
        return content
    held = json.loads(content)
    for name in ("archived", "when"):
        held.pop(name, None)
    return json.dumps(held, sort_keys=True).encode()


def differences(undisturbed: Mapping[str, bytes], killed: Mapping[str, bytes]) -> list[str]:
    """Names of the files that only one side has, or that differ."""
    return sorted(name for name in undisturbed.keys() | killed.keys() if undisturbed.get(name) != killed.get(name))


def kill(run: subprocess.Popen[str], data: Path, alone: bool) -> float:
    """Kill a run, with its descendants or alone; return how long the others lived on.

    Raises:
        TimeoutError: something of the run still lives after `ORPHAN_SECONDS`.
    """
    family = psutil.Process(run.pid).children(recursive=True)
    run.kill()
    for member in () if alone else family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    killed = time.monotonic()
    run.communicate()
    wait_until(lambda: not working_on(data), ORPHAN_SECONDS)
    return time.monotonic() - killed


def trial(data: Path, length: float, most: int, chance: random.Random, **settings: Any) -> Outcome:
    """Run until all is read, killing at most `most` times at moments spread over the length of a run.

    Raises:
        RuntimeError: a run that was left alone failed.
        TimeoutError: an orphan.
    """
    kills, runs, longest = 0, 0, 0.0
    while True:
        runs += 1
        run = start("run", "--data", data, **settings)
        try:
            out, err = run.communicate(timeout=chance.uniform(0, length) if kills < most else 600)
        except subprocess.TimeoutExpired:
            longest = max(longest, kill(run, data, alone=bool(kills % 2)))
            kills += 1
            continue
        if run.returncode not in (0, 3):  # 3: one file is no PDF; 0: all was done when the last kill came
            raise RuntimeError(f"exit code {run.returncode}\n{out}\n{err}")
        return Outcome(kills, runs, longest)


def main(kills: int, seed: int, read: Path | None) -> int:
    """Kill again and again, in folder after folder, and compare each with an undisturbed run."""
    chance = random.Random(seed)
    done, runs, worst, faults = 0, 0, 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = read or read_samples(folder / "read")
        data = fill_recorded(folder / "calm", read)
        begun = time.monotonic()
        first = kehoach("run", "--data", data)
        length = time.monotonic() - begun
        calm = state_of(data, folder / "calm-export")
        waits = [path for path in calm if path.startswith(("inbox/", "work/"))]
        print(f"undisturbed: exit code {first.returncode}, {length:.1f} s, {len(calm)} files, left over: {waits}")
        while done < kills:
            data = fill_recorded(folder / "killed", read)
            outcome = trial(data, length, kills - done, chance)
            done, runs, worst = done + outcome.kills, runs + outcome.runs, max(worst, outcome.orphan_seconds)
            wrong = differences(calm, state_of(data, folder / "killed-export"))
            faults += bool(wrong)
            told = f"{done} kills, {outcome.runs} runs, orphans gone in {outcome.orphan_seconds:.1f} s"
            print(f"{told}: {wrong or 'same'}", flush=True)
            shutil.rmtree(data)
            shutil.rmtree(folder / "killed-export")
    print(f"{done} kills in {runs} runs, {faults} folders that differ, longest life of an orphan {worst:.1f} s")
    return int(bool(faults))


if __name__ == "__main__":
    given = [*sys.argv[1:], "", "", ""]
    sys.exit(main(int(given[0] or KILLS), int(given[1] or 1), Path(given[2]) if given[2] else None))
