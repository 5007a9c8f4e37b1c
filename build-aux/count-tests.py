#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests in the logs of `meson test` (testlog.json), the cases of TAP programs one by one.

Prints what failed and ends with the line "N passed, N failed". Fails where a test failed or none ran.
"""

import json
import os
import re
import sys

CASE = re.compile(r"^(ok|not ok)\b(?!.*#\s*(?:SKIP|TODO))", re.MULTILINE | re.IGNORECASE)
SKIPPED_CASE = re.compile(r"^ok\b.*#\s*SKIP", re.MULTILINE | re.IGNORECASE)


def count(test):
    """How many cases of one entry of the log passed, failed and were skipped."""
    output = test.get("stdout", "")
    cases = CASE.findall(output)
    skipped = len(SKIPPED_CASE.findall(output))
    passed = sum(case.lower() == "ok" for case in cases)
    failed = len(cases) - passed
    if test["result"] == "SKIP":
        return 0, 0, max(skipped, 1)
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        return (passed, 0, skipped) if passed or skipped else (1, 0, 0)
    return passed, max(failed, 1), skipped


def main():
    totals = [0, 0, 0]
    for path in sys.argv[1:]:
        if not os.path.exists(path):
            print(f"no test ran: {path} is missing")
            totals[1] += 1
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            for test in map(json.loads, file):
                counts = count(test)
                totals = [a + b for a, b in zip(totals, counts)]
                if counts[1]:
                    print(f"failed: {test['name']} ({test['result']})")
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
