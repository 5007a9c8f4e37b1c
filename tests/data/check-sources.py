#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence line, length and format of every C file.

check-sources.py SOURCE_ROOT [CLANG_FORMAT]
"""

import pathlib
import subprocess
import sys

import tap

LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
LONGEST = 800


def main():
    root = pathlib.Path(sys.argv[1])
    files = sorted(file for folder in ("src", "tests", "bench") for file in (root / folder).rglob("*.[ch]"))
    texts = {file.relative_to(root): file.read_text("utf-8") for file in files}

    tap.check("there are sources", [] if len(texts) > 20 else [f"only {len(texts)}"])
    tap.check("every file says its licence", (name for name, text in texts.items() if not text.startswith(LICENCE)))
    tap.check(f"no file is longer than {LONGEST} lines",
              (f"{name}: {text.count(chr(10))}" for name, text in texts.items() if text.count("\n") > LONGEST))
    if len(sys.argv) > 2:
        result = subprocess.run([sys.argv[2], "--dry-run", "-Werror", *map(str, files)], cwd=root, capture_output=True, text=True)
        tap.check("every file is formatted", (line for line in result.stderr.splitlines() if " error: " in line))
    tap.finish()


if __name__ == "__main__":
    main()
