#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the rows that benchmarks reported (see bench/tb-bench.c) in the log of `meson test --benchmark` as one table."""

import json
import sys
import unicodedata

HEAD = ["benchmark", "measured", "", "limit or peer", "", ""]


def get_width(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def format_number(text):
    value = float(text)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main():
    rows, failed = [HEAD], []
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        for test in map(json.loads, log):
            for line in test.get("stdout", "").splitlines():
                cells = line.split("\t")
                if cells[0] == "bench" and len(cells) == 7:
                    _, what, unit, value, against, other, verdict = cells
                    rows.append([what, format_number(value), unit, against, format_number(other), verdict])
            if test["result"] != "OK":
                failed.append(test["name"])
    widths = [max(get_width(row[i]) for row in rows) for i in range(len(HEAD))]
    for row in rows:
        cells = []
        for i, cell in enumerate(row):
            gap = " " * (widths[i] - get_width(cell))
            cells.append(gap + cell if i in (1, 4) else cell + gap)
        print("  ".join(cells).rstrip())
    if failed:
        print("\nover a limit, or failed: " + ", ".join(failed))
    return 1 if failed or len(rows) == 1 else 0


if __name__ == "__main__":
    sys.exit(main())
