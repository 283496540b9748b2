"""Find or install a Chromium: Debian's package when root on Debian, else Playwright's own build."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these a fresh Chromium calls its maker's servers.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def installed() -> str | None:
    """The path of a Chromium on PATH, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium: the one on PATH, else Playwright's own."""
    return playwright.chromium.launch(executable_path=installed(), args=list(QUIET))


def install() -> None:
    """Make sure that there is a Chromium."""
    if installed():
        return
    if os.geteuid() == 0 and Path("/etc/debian_version").exists():
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    install()
