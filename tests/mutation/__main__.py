"""`python -m tests.mutation`: plant a random sample of small errors and list those that no test notices.

For each mutant only the test files that reach its line run, of those that mirror the folders asked for, in a copy of
the project. What was measured stays in `var/mutants/`, so that a run that was stopped goes on where it was.
"""

import argparse
import json
import os
import random
import tomllib
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from paths import ROOT
from tests.mutation.copies import Copy, copies, files
from tests.mutation.reach import Reach, chosen_tests, measured
from tests.mutation.sampling import Mutant, sample

ROOMS = ("analytics", "curation", "views")
STATE = ROOT / "var" / "mutants"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
KILLED, SURVIVED, TIMEOUT, HARMLESS = OUTCOMES = ("killed", "survived", "timeout", "equivalent")


class Results:
    """What came of mutants, kept as lines of JSON.

    Attributes:
        outcomes: by mutant and the text of its file: in another text it is another mutant.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        entries = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        self.outcomes: dict[str, str] = {entry["mutant"]: entry["outcome"] for entry in entries}

    def of(self, mutant: Mutant) -> str | None:
        """Its outcome, if it was run."""
        return self.outcomes.get(_name(mutant))

    def add(self, mutant: Mutant, outcome: str) -> None:
        """Keep one."""
        self.outcomes[_name(mutant)] = outcome
        with self.path.open("a") as file:
            print(json.dumps({"mutant": _name(mutant), "outcome": outcome}), file=file)


def main() -> None:
    """Draw, run, print."""
    asked = _arguments()
    STATE.mkdir(parents=True, exist_ok=True)
    drawn = sample(ROOT, files(*asked.rooms), asked.size, asked.seed)
    results = Results(STATE / "results.jsonl")
    harmless = _equivalent(drawn)
    again = {SURVIVED, TIMEOUT, None} if asked.again else {None}
    waiting = [mutant for mutant in drawn if mutant not in harmless and results.of(mutant) in again]
    print(f"{len(drawn)} mutants of {' '.join(asked.rooms)}, seed {asked.seed}; {len(waiting)} to run", flush=True)
    if waiting:
        with copies(asked.jobs) as several:
            reach = measured(_tests(asked.rooms), ROOMS, STATE / "reach.json", several)

            def run(copy: Copy, mutant: Mutant) -> None:
                outcome = outcome_of(copy, mutant, reach, asked.budget)
                results.add(mutant, outcome)
                print(f"{outcome:9} {mutant.key}", flush=True)

            several.each(run, waiting)
    print(table(drawn, {mutant: HARMLESS if mutant in harmless else str(results.of(mutant)) for mutant in drawn}))


def outcome_of(copy: Copy, mutant: Mutant, reach: dict[str, Reach], budget: float) -> str:
    """Run the tests that reach a mutant, in a copy that has it."""
    text = (ROOT / mutant.path).read_text()
    tests = chosen_tests(mutant.path, mutant.line, reach, budget)
    copy.write(mutant.path, mutant.source(text))
    try:
        status, _ = copy.pytest(tests, 60 + 10 * sum(reach[name].seconds for name in tests))
    finally:
        copy.write(mutant.path, text)
    return TIMEOUT if status is None else SURVIVED if status == 0 else KILLED


def table(drawn: Iterable[Mutant], outcomes: dict[Mutant, str]) -> str:
    """Counts by room, then each survivor with its diff."""
    counts = Counter((_room(mutant), outcomes[mutant]) for mutant in drawn)
    rooms = sorted({room for room, _ in counts})
    lines = [f"{'room':24}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES)]
    lines += [f"{room:24}" + "".join(f"{counts[room, outcome]:12}" for outcome in OUTCOMES) for room in rooms]
    total = {outcome: sum(counts[room, outcome] for room in rooms) for outcome in OUTCOMES}
    lines.append(f"{'all':24}" + "".join(f"{total[outcome]:12}" for outcome in OUTCOMES))
    lines.append(f"{total[SURVIVED] / max(1, sum(total.values())):.1%} survived that are not known to be equivalent")
    for mutant in sorted(drawn, key=lambda mutant: (mutant.path, mutant.line)):
        if outcomes[mutant] in {SURVIVED, TIMEOUT}:
            lines += ["", f"{outcomes[mutant]} {mutant.key}", mutant.diff((ROOT / mutant.path).read_text())]
    return "\n".join(lines)


def _room(mutant: Mutant) -> str:
    """The folder below a room, or the room."""
    return "/".join(Path(mutant.path).parts[:2]) if len(Path(mutant.path).parts) > 2 else Path(mutant.path).parts[0]


def _tests(rooms: Iterable[str]) -> list[str]:
    """The test files that mirror folders or files."""
    folders = [f"tests/{room}" for room in rooms if (ROOT / room).is_dir()]
    alone = [f"tests/{room.removesuffix(path.name)}test_{path.stem}" for room in rooms if (path := Path(room)).suffix]
    return [name for name in files("tests") if name.startswith((*(f"{folder}/" for folder in folders), *alone))]


def _name(mutant: Mutant) -> str:
    return f"{mutant.key} {sha256((ROOT / mutant.path).read_bytes()).hexdigest()[:12]}"


def _equivalent(drawn: Iterable[Mutant]) -> set[Mutant]:
    """Those that `equivalent.toml` lists, by what changes in which file, wherever the line is now."""
    listed = {(entry["path"], entry["diff"].strip()) for entry in tomllib.loads(EQUIVALENT.read_text())["mutants"]}
    return {mutant for mutant in drawn if (mutant.path, _changed(mutant)) in listed}


def _changed(mutant: Mutant) -> str:
    """The diff without indentation."""
    diff = mutant.diff((ROOT / mutant.path).read_text())
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in diff.splitlines())


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    asked.add_argument(
        "rooms", nargs="*", default=ROOMS, metavar="FOLDER", help=f"folders or files ({' '.join(ROOMS)})"
    )
    asked.add_argument("--size", type=int, default=300, help="how many mutants (%(default)s)")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000), help="which ones (drawn)")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (one a core)")
    asked.add_argument("--budget", type=float, default=300, help="processor seconds of tests a mutant (%(default)s)")
    asked.add_argument("--again", action="store_true", help="run those anew that survived before")
    return asked.parse_args()


if __name__ == "__main__":
    main()
