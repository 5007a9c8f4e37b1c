#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes of a manifest the one that is built on the local runtime.

manifest.py MANIFEST OUTPUT BRANCH: runtime, SDK and their version are changed, and nothing else.
"""

import json
import pathlib
import sys


RUNTIME = {"runtime": "org.gnome.Platform.Debian", "sdk": "org.gnome.Sdk.Debian"}


def main():
    source, output, branch = sys.argv[1:]
    manifest = json.loads(pathlib.Path(source).read_text("utf-8"))
    local = {**manifest, **RUNTIME, "runtime-version": branch}
    pathlib.Path(output).write_text(json.dumps(local, indent=2), "utf-8")


if __name__ == "__main__":
    main()
