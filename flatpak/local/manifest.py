#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes of a manifest the one that is built on the local runtime.

manifest.py MANIFEST OUTPUT BRANCH [MODULE...]: MODULEs are those that the local runtime has already.

Runtime, SDK and their version are changed and those modules left out. That nothing else differs is checked by putting
all of it back.
"""

import json
import pathlib
import sys


def get_name(module):
    return pathlib.PurePath(module).stem if isinstance(module, str) else module["name"]


def localize(manifest, branch, present):
    changed = dict(manifest)
    changed["runtime"] = "org.gnome.Platform.Debian"
    changed["sdk"] = "org.gnome.Sdk.Debian"
    changed["runtime-version"] = branch
    changed["modules"] = [module for module in manifest["modules"] if get_name(module) not in present]
    return changed


def undo(changed, manifest, present):
    restored = dict(changed)
    for key in ("runtime", "sdk", "runtime-version"):
        restored[key] = manifest[key]
    restored["modules"] = list(changed["modules"])
    for place, module in enumerate(manifest["modules"]):
        if get_name(module) in present:
            restored["modules"].insert(place, module)
    return restored


def main():
    source, output, branch, *present = sys.argv[1:]
    manifest = json.loads(pathlib.Path(source).read_text("utf-8"))
    missing = set(present) - {get_name(module) for module in manifest["modules"]}
    if missing:
        sys.exit(f"{source} has no module {', '.join(sorted(missing))}.")
    changed = localize(manifest, branch, present)
    pathlib.Path(output).write_text(json.dumps(changed, indent=2), "utf-8")
    if undo(json.loads(pathlib.Path(output).read_text("utf-8")), manifest, present) != manifest:
        sys.exit(f"{output} differs from {source} in more than its runtime.")


if __name__ == "__main__":
    main()
