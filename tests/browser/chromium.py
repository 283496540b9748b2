"""Find or install a Chromium: Debian's package when root on Debian, else Playwright's own build."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

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
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        package = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(package, check=True, env=quiet, stdout=subprocess.DEVNULL)
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except Error as problem:
        sys.exit(f"Chromium does not start here; on Debian: sudo apt-get install chromium\n{problem}")


if __name__ == "__main__":
    install()
