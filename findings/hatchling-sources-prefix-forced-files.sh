#!/usr/bin/env bash
# hatchling 1.33.0: `sources = {"" = "folder"}` puts a wheel's packages below a folder, and prefixes the targets of
# `force-include` with it too, although those are written as full paths within the wheel. A .pth file, which has to lie at
# the top, cannot be placed beside such a folder this way; a build hook can.
set -euo pipefail
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT; cd "$place"
python3 -m venv env && env/bin/pip install -q --disable-pip-version-check hatchling==1.33.0 2>/dev/null
mkdir tool && touch tool/__init__.py && echo folder > tool.pth
cat > pyproject.toml <<'P'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "tool"
version = "1"
[tool.hatch.build.targets.wheel]
packages = ["tool"]
sources = {"" = "folder"}
[tool.hatch.build.targets.wheel.force-include]
"tool.pth" = "tool.pth"
P
env/bin/hatchling build -t wheel -d out >/dev/null 2>&1
env/bin/python -c "
import glob, zipfile
print(*sorted(n for n in zipfile.ZipFile(glob.glob('out/*.whl')[0]).namelist() if 'dist-info' not in n), sep='\n')" | tee seen.txt
cat > expected.txt <<'P'
folder/tool.pth
folder/tool/__init__.py
P
diff expected.txt seen.txt && echo 'as found'
