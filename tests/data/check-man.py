#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages have the options of the programs and the ways in which they end.

check-man.py SOURCE_ROOT
"""

import pathlib
import re
import sys

import tap


def read(path):
    return path.read_text("utf-8")


def find_options(source):
    """The entries of a program's own table: those of a command are explained by the program's help."""
    table = re.search(r"GOptionEntry \w+\[\]\s*= \{(.+?)\n\s*(?:G_OPTION_ENTRY_NULL|\{ NULL \})", source, re.DOTALL)
    return re.findall(r'\{ "([a-z-]+)"', table[1])


def compare(expected, described):
    if not expected or set(expected) != set(described):
        yield f"the program has {sorted(expected)}, the page {sorted(set(described))}"


def check_options(page, source):
    return compare(find_options(read(source)), re.findall(r"^\.It .*?Fl Fl ([a-z-]+)", read(page), re.MULTILINE))


def check_exits(page, header):
    return compare(re.findall(r"^  TB_EXIT_\w+ = (\d+),", read(header), re.MULTILINE),
                   re.findall(r"^\.It (\d+)$", read(page), re.MULTILINE))


def main():
    root = pathlib.Path(sys.argv[1])
    man, sources = root / "data" / "man", root / "src"
    tap.check("options of towerbranch", check_options(man / "towerbranch.1", sources / "app" / "tb-application.c"))
    tap.check("options of towerbranchctl", check_options(man / "towerbranchctl.1", sources / "cli" / "tb-cli.c"))
    tap.check("how towerbranchctl ends", check_exits(man / "towerbranchctl.1", sources / "cli" / "tb-cli.h"))
    tap.finish()


if __name__ == "__main__":
    main()
