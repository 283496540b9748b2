"""What is said about the packages that serving needs: their list, and what is known of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging import audit
from tests.packaging.conftest import ROOT
from tests.packaging.test_requirements import pins

SOUND = {"name": "typst", "version": "1", "vulns": []}
BAD = {"name": "pillow", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2", "3"]}]}
OPEN = {"name": "plotly", "version": "1", "vulns": [{"id": "CVE-2", "fix_versions": []}]}
SKIPPED = {"name": "segno", "skip_reason": "not found"}


def test_the_list_in_cyclonedx_form_names_every_package_that_is_pinned(tmp_path: Path) -> None:
    target = tmp_path / "sbom.cdx.json"
    recipe = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "cyclonedx_py" in line)
    words = recipe.split("$(BIN)/python ")[1].replace("var/sbom.cdx.json", str(target)).split()
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)
    bill = json.loads(target.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "corridor"
    listed = {each["name"]: each["version"] for each in bill["components"]}
    assert listed == {name: version for name, (version, _) in pins("requirements.txt").items()}


@pytest.mark.parametrize(
    ("packages", "status", "lines"),
    [
        ([SOUND], 0, ["1 packages checked, no vulnerability is known."]),
        ([SOUND, BAD], 1, ["pillow 1: CVE-1, mended in 2, 3"]),
        ([OPEN], 1, ["plotly 1: CVE-2, mended in no version"]),
        ([SOUND, SKIPPED], 2, ["1 of 2 packages could not be checked: segno"]),
        ([BAD, SKIPPED], 1, ["pillow 1: CVE-1, mended in 2, 3", "1 of 2 packages could not be checked: segno"]),
    ],
)
def test_an_audit_says_what_was_checked(packages: list[dict[str, object]], status: int, lines: list[str]) -> None:
    assert audit.judged(json.dumps({"dependencies": packages, "fixes": []}), "") == (status, lines)


def test_without_its_database_an_audit_says_so_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(["--osv-url", "http://127.0.0.1:9/", "--timeout", "5"]) == 2
    assert capsys.readouterr().out.startswith(
        "The database of vulnerabilities cannot be reached, nothing was checked: requests.exceptions.ConnectionError"
    )
