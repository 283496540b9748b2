"""Running a study: its parts on threads, or on a Dask cluster by address, with a progress bar on the error stream."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import scipy
from dask.base import compute
from dask.delayed import delayed
from tqdm import tqdm  # type: ignore[import-untyped]

import paths
from analytics.what_if.cli.study import Study, part, schema, span_of
from analytics.what_if.cli.study_files import Files, groups
from analytics.what_if.engine.model import Array
from curation import catalog

# Parts handed out at once for every thread: enough to keep it busy, few enough to lose little to an interruption.
AHEAD = 2
# Seconds to wait for a cluster to answer.
PATIENCE = 10


class NoCluster(Exception):  # noqa: N818  # what happened, not an error of the program
    """The cluster cannot be used; the message says why."""


@dataclass(frozen=True)
class Engine:
    """What computes: a scheduler as `dask.compute` takes it, and how many parts it works on at once."""

    scheduler: Any
    threads: int


def run(study: Study, target: Path, scheduler: str | None = None, *, progress: bool = True) -> None:
    """Run a study into one Parquet file, going on from where an earlier run of the same request was interrupted.

    Args:
        study: what is run.
        target: the file; its folder is made if need be.
        scheduler: address of a Dask cluster whose workers can import this project; None for threads here.
        progress: show a bar on the error stream.

    Raises:
        OtherStudy: something else is there already.
        NoCluster: the cluster does not answer, has no workers, or cannot run this project.
        DatasetUnavailable, FactNotFound: the curated data cannot be read.
        OSError: a file cannot be read or written.
    """
    made_by = versions()
    files = Files(target, study.described() | made_by, schema(study))
    state = files.state()
    if state == "finished":
        files.clear()
        return
    if state == "new":
        files.begin()
    sizes = [last - first for first, last in (span_of(study, number) for number in range(study.parts))]
    to_do = [number for number, size in enumerate(sizes) if not files.has(number, size)]
    if to_do:
        done = study.size - sum(sizes[number] for number in to_do)
        with (
            _threads() if scheduler is None else _cluster(scheduler, made_by) as engine,
            tqdm(total=study.size, initial=done, desc="Running", unit=" scenarios", disable=not progress) as bar,
        ):
            for number, columns in _computed(study, to_do, engine):
                files.write(number, span_of(study, number)[0], columns)
                bar.update(sizes[number])
    files.join(study.parts)


def _computed(study: Study, numbers: list[int], engine: Engine) -> Iterator[tuple[int, dict[str, Array]]]:
    """Parts with their columns, in order."""
    task = delayed(part)
    for wave in groups(numbers, AHEAD * engine.threads):
        tasks = [task(study, number) for number in wave]
        found = compute(*tasks, scheduler=engine.scheduler)  # type: ignore[no-untyped-call]
        yield from zip(wave, found, strict=True)


@lru_cache(maxsize=1)
def versions() -> dict[str, object]:
    """What a result depends on beside the request: the data's edition, the models' code, the libraries."""
    code = hashlib.sha256()
    folder = paths.ROOT / "analytics" / "what_if"
    for path in sorted(file for file in folder.rglob("*") if file.suffix in (".py", ".toml")):
        code.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return {
        "data": catalog.edition(),
        "code": code.hexdigest()[:16],
        "libraries": f"numpy {np.__version__}, scipy {scipy.__version__}, pyarrow {pa.__version__}",
    }


@contextmanager
def _threads() -> Iterator[Engine]:
    """Threads of this process, one a core."""
    yield Engine("threads", os.cpu_count() or 1)


@contextmanager
def _cluster(address: str, made_by: dict[str, object]) -> Iterator[Engine]:
    """A Dask cluster whose scheduler and workers run the same code on the same data as this process."""
    # Loaded only when a cluster is asked for.
    from distributed import CancelledError, Client, KilledWorker  # noqa: PLC0415
    from distributed.comm.core import CommClosedError  # noqa: PLC0415

    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(f"no cluster answers at {address} within {PATIENCE} seconds") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(f"the cluster at {address} has no workers; start some with: dask worker {address}")
        _check(client, address, made_by)
        try:
            yield Engine(client, threads)
        except (CancelledError, KilledWorker, CommClosedError) as error:
            raise NoCluster(f"the cluster at {address} is gone; the same command goes on from here") from error


def _check(client: Any, address: str, made_by: dict[str, object]) -> None:
    """Ask everyone in a cluster what they would compute with."""
    try:
        found = [client.run_on_scheduler(versions), *client.run(versions).values()]
    except Exception as error:  # a worker's own error comes back as a plain Exception with its text
        raise NoCluster(
            f"the cluster at {address} cannot run this project ({error}); install Corridor where its scheduler and its "
            "workers run, or start them in the project's folder with PYTHONPATH=."
        ) from error
    differ = sorted({key for one in found for key, value in made_by.items() if one.get(key) != value})
    if differ:
        raise NoCluster(f"the cluster at {address} has other {', '.join(differ)} than this machine; make them the same")
