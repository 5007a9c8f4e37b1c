#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A register of a hundred thousand documents is exchanged with a service, beside PouchDB that replicates the same ones.

bench-sync.py WITH_MODULES SERVICE_FOLDER POUCHDB_FOLDER BENCH_SYNC [PERSONS]

Two services of one kind: to the first we push, and PouchDB pulls from it; to the second PouchDB pushes what it pulled,
and we pull it into an empty register. So each is given the same documents by a service in the same state. Ours ends with
everything in a register on the disk, with its journal and search; PouchDB's with documents in memory.
"""

import http.client
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

import tb_bench

PERSONS = 99_560  # in 400 enterprises and 40 branches
PUSH_RATIO = 1.7
PULL_RATIO = 2
MOST_MB = 64
DATABASE = "branch-bench"


class Service:
    """pouchdb-server with one empty database."""

    def __init__(self, with_modules, folder):
        command = [with_modules, folder, "node", str(pathlib.Path(folder) / "server.js")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.address).netloc)
        connection.request("PUT", f"/{DATABASE}")
        assert connection.getresponse().status == 201

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def run(*command):
    """The numbers that a command prints, a list a line."""
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [[float(word) for word in line.split()] for line in result.stdout.splitlines()]


def main():
    with_modules, service_folder, pouchdb_folder, ours = sys.argv[1:5]
    persons = sys.argv[5] if len(sys.argv) > 5 else str(PERSONS)

    with tempfile.TemporaryDirectory() as home, Service(with_modules, service_folder) as first, \
            Service(with_modules, service_folder) as second:
        full, empty = (str(pathlib.Path(home) / name) for name in ("full.db", "empty.db"))
        run(ours, "make", full, persons)
        run(ours, "make", empty, "0")
        (push_s, push_mb, _, pushed), _ = run(ours, "exchange", full, first.address, DATABASE)
        (count, their_pull_s, their_push_s), = run(
            with_modules, pouchdb_folder, "node", str(pathlib.Path(pouchdb_folder) / "replicate.js"),
            f"{first.address}/{DATABASE}", f"{second.address}/{DATABASE}")
        (pull_s, pull_mb, pulled, _), (requests, size) = run(ours, "exchange", empty, second.address, DATABASE)
    assert pushed == count == pulled, (pushed, count, pulled)

    what = f"of {count:,.0f} documents"
    tb_bench.report(f"push {what}", "s", push_s, f"PouchDB 9 in {their_push_s:.3g} s / {PUSH_RATIO}", their_push_s / PUSH_RATIO)
    tb_bench.report(f"pull {what}", "s", pull_s, f"PouchDB 9 in {their_pull_s:.3g} s / {PULL_RATIO}", their_pull_s / PULL_RATIO)
    tb_bench.report("most memory of a push", "MB", push_mb, "limit", MOST_MB)
    tb_bench.report("most memory of a pull", "MB", pull_mb, "limit", MOST_MB)
    tb_bench.report("requests of an idle exchange", "", requests, "limit", 2)
    tb_bench.report("idle exchange", "bytes", size, "limit", 1000)
    tb_bench.finish()


if __name__ == "__main__":
    main()
