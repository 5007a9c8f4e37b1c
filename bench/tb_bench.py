# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of build-aux/bench's table, for benchmarks in Python; see tb-bench.c for those in C."""

import statistics
import sys

_over = 0


def report(what, unit, value, against, limit):
    """A row that must hold: `value` at most `limit`, which is what `against` says."""
    global _over
    over = value > limit
    _over += over
    print(f"bench\t{what}\t{unit}\t{value:.6g}\t{against}\t{limit:.6g}\t{'OVER' if over else 'ok'}", flush=True)


def note(what, unit, value, against, other):
    """A row for comparison, with no limit."""
    print(f"bench\t{what}\t{unit}\t{value:.6g}\t{against}\t{other:.6g}\t", flush=True)


def median(values):
    return statistics.median(values)


def finish():
    sys.exit(1 if _over else 0)
