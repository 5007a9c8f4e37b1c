# SPDX-License-Identifier: GPL-3.0-or-later
"""Just enough of the Test Anything Protocol for the checks beside this file."""

import sys

_results = []


def check(name, problems):
    """Reports one check: passed where `problems` is empty."""
    problems = list(problems)
    _results.append(not problems)
    print(f"{'not ' if problems else ''}ok {len(_results)} {name}")
    for problem in problems:
        print(f"#   {problem}")


def finish():
    print(f"1..{len(_results)}")
    sys.exit(0 if _results and all(_results) else 1)
