"""`python -m tests.packaging.audit`: known vulnerabilities of what serving needs, from the OSV database, by pip-audit.

Exit status: 0 everything was checked and nothing is known, 1 something is known, 2 not everything could be checked.
pip-audit alone ends with 0 when an index knows none of the packages: unchecked must not look like safe.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from tests.packaging.conftest import ROOT

COMMAND = ["-m", "pip_audit", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
WHERE = ["--vulnerability-service", "osv", "-r", str(ROOT / "requirements.txt")]


def judged(report: str, errors: str) -> tuple[int, list[str]]:
    """The exit status, and lines that say why, of what pip-audit printed."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        last = errors.strip().splitlines()[-1:] or ["no answer"]
        return 2, [f"The database of vulnerabilities cannot be reached, nothing was checked: {last[0]}"]
    bad = [
        f"{each['name']} {each['version']}: {problem['id']}, mended in "
        f"{', '.join(problem['fix_versions']) or 'no version'}"
        for each in packages
        for problem in each.get("vulns", [])
    ]
    unchecked = [each["name"] for each in packages if "skip_reason" in each]
    if unchecked:
        bad.append(f"{len(unchecked)} of {len(packages)} packages could not be checked: {', '.join(unchecked)}")
        return (1 if len(bad) > 1 else 2), bad
    return (1, bad) if bad else (0, [f"{len(packages)} packages checked, no vulnerability is known."])


def main(options: Sequence[str]) -> int:
    """Check requirements.txt; options are handed on to pip-audit."""
    command = [
        sys.executable,
        *COMMAND,
        "--vulnerability-service",
        "osv",
        "-r",
        str(ROOT / "requirements.txt"),
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    status, lines = judged(done.stdout, done.stderr)
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
