"""How many readers one server keeps up with, each moving a slider once a second: this app beside bare Streamlit."""

import json
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from bench.peers import serve
from bench.release import PAGE
from bench.report import p95, table, verdict
from tests.browser.server import ROOT

LIMIT_MS = 500
# Long enough for every step to have at least twenty reruns.
SECONDS, FEWEST_RERUNS = 10, 20
LADDER = (1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128)
# A step is repeated once before it counts as too much: the machine has other work.
TRIES = 2
GOAL = 10


@dataclass(frozen=True)
class Step:
    """So many readers for a while: reruns answered a second, how long they took, what went wrong."""

    readers: int
    per_second: float
    ms: tuple[float, ...]
    complaints: tuple[str, ...]

    @property
    def kept_up(self) -> bool:
        """Whether all went well and at most one rerun in twenty took longer than the limit."""
        return not self.complaints and bool(self.ms) and p95(self.ms) <= LIMIT_MS


@dataclass
class Target:
    """A served page and the steps it has been through."""

    name: str
    url: str
    page: str
    steps: list[Step] = field(default_factory=list)

    @property
    def sustained(self) -> Step | None:
        """The last step that it kept up with."""
        return next((step for step in reversed(self.steps) if step.kept_up), None)


OURS, DEFAULTS, SETTINGS = "What if", "bare page, defaults", "bare page, our settings"


def measure() -> list[Target]:
    """More and more readers, the targets in turns, each until it no longer keeps up."""
    servers: tuple[tuple[str, str, AbstractContextManager[str]], ...] = (
        (OURS, PAGE, serve.ours()),
        (DEFAULTS, "", serve.bare_with_defaults()),
        (SETTINGS, "", serve.bare_with_our_settings()),
    )
    with ExitStack() as stack:
        targets = [Target(name, stack.enter_context(server), page) for name, page, server in servers]
        for target in targets:
            _step(target, 1, 2)  # imports, data and what is made once for all readers
        for readers in LADDER:
            for target in targets:
                if not target.steps or target.steps[-1].kept_up:
                    target.steps.append(_best(target, readers))
                    print(f"  {target.name}: {_brief(target.steps[-1])}", file=sys.stderr, flush=True)
        return targets


def _best(target: Target, readers: int) -> Step:
    seconds = max(SECONDS, FEWEST_RERUNS // readers)
    step = _step(target, readers, seconds)
    for _again in range(TRIES - 1):
        if not step.kept_up:
            step = _step(target, readers, seconds)
    return step


def _step(target: Target, readers: int, seconds: int) -> Step:
    command = [sys.executable, "-m", "bench.load_clients", target.url, target.page]
    command += [str(readers), str(seconds), str(len(target.steps))]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    found = json.loads(ended.stdout)
    return Step(readers, len(found["ms"]) / found["seconds"], tuple(found["ms"]), tuple(found["complaints"]))


def _brief(step: Step) -> str:
    if not step.ms:
        return f"{step.readers} readers: no answer"
    return f"{step.readers} readers: {step.per_second:.1f} reruns a second, p95 {p95(step.ms):.0f} ms"


def section() -> str:
    """Measure; the table, what it says and whether the goal was met."""
    targets = measure()
    steps = [{step.readers: step for step in target.steps} for target in targets]
    rows = [
        (str(readers), *(cell for found in steps for cell in _cells(found.get(readers))))
        for readers in LADDER
        if any(readers in found for found in steps)
    ]
    head = ("readers", *(cell for target in targets for cell in (f"{target.name}: reruns a second", "p95, ms")))
    return f"""## How many readers one server keeps up with

Readers without a browser, in a process of their own, each move a random slider of the page to a random place once a
second, for {SECONDS} seconds or longer, and wait for the answer. Their number is raised until one rerun in twenty takes
longer than {LIMIT_MS} ms (a step that does is tried once more). The server and its readers share this machine's cores,
the three servers take turns. *Defaults* are Streamlit's own, which collect garbage after every rerun and watch files
for every session; *our settings* are `.streamlit/config.toml`.

{table(head, rows)}

{_said(targets)}"""


def _cells(step: Step | None) -> tuple[str, str]:
    if step is None:
        return "", ""
    return (f"{step.per_second:.1f}", f"{p95(step.ms):.0f}") if step.ms else ("failed", "–")


def _said(targets: list[Target]) -> str:
    rates = {target.name: target.sustained.per_second if target.sustained else 0.0 for target in targets}
    lines = []
    for target in targets:
        kept = target.sustained
        most = f"{kept.per_second:.1f} reruns a second (readers: {kept.readers})" if kept else "not even one reader"
        lines.append(f"- {target.name} keeps up with: {most}.")
        lines += [f"- {target.name}, beyond that: {step.complaints[0]}." for step in target.steps if step.complaints]
    ratio = rates[OURS] / rates[DEFAULTS] if rates[DEFAULTS] else 0.0
    context = rates[SETTINGS] / rates[DEFAULTS] if rates[DEFAULTS] else 0.0
    said = f"{ratio:.1f} times (the bare page with our settings: {context:.1f} times)"
    lines.append(verdict(f"{GOAL} times as many reruns a second as bare Streamlit by default", ratio >= GOAL, said))
    return "\n".join(lines)
