#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hundred thousand documents of a register go to and from a service, beside PouchDB that replicates the same ones.

bench-sync.py WITH_MODULES SERVICE_FOLDER POUCHDB_FOLDER BENCH_SYNC [PERSONS]

A register pushes its documents to a first service. From there PouchDB and we replicate them, PouchDB into memory and we
into a file, and push them on, each to a new service. What a register makes of them beyond that, with its journal and its
search, PouchDB has nothing to set against; so a register that pulls them all is a row for comparison, without a limit.
"""

import contextlib
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

    replicate = str(pathlib.Path(pouchdb_folder) / "replicate.js")

    with contextlib.ExitStack() as stack:
        home = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        source, theirs, to = (stack.enter_context(Service(with_modules, service_folder)).address for _ in range(3))
        full, empty, documents = (str(home / name) for name in ("full.db", "empty.db", "documents"))
        run(ours, "make", full, persons)
        run(ours, "make", empty, "0")
        (from_register_s, _, _, pushed_first), _ = run(ours, "register", full, source, DATABASE)
        (pull_s, pull_mb, pulled, _), _ = run(ours, "documents", documents, source, DATABASE)
        (count, their_pull_s, their_push_s), = run(
            with_modules, pouchdb_folder, "node", replicate, f"{source}/{DATABASE}", f"{theirs}/{DATABASE}")
        (push_s, push_mb, _, pushed), _ = run(ours, "documents", documents, to, DATABASE)
        (to_register_s, register_mb, pulled_last, _), (requests, size) = run(ours, "register", empty, to, DATABASE)
    assert pushed_first == pulled == count == pushed == pulled_last, (pushed_first, pulled, count, pushed, pulled_last)

    what = f"of {count:,.0f} documents"
    tb_bench.report(f"push {what}", "s", push_s, f"PouchDB 9 in {their_push_s:.3g} s / {PUSH_RATIO}", their_push_s / PUSH_RATIO)
    tb_bench.report(f"pull {what}", "s", pull_s, f"PouchDB 9 in {their_pull_s:.3g} s / {PULL_RATIO}", their_pull_s / PULL_RATIO)
    tb_bench.report("most memory of a push", "MB", push_mb, "limit", MOST_MB)
    tb_bench.report("most memory of a pull", "MB", pull_mb, "limit", MOST_MB)
    tb_bench.note("push from a register", "s", from_register_s, "PouchDB 9, from memory", their_push_s)
    tb_bench.note("pull into a register", "s", to_register_s, "PouchDB 9, into memory", their_pull_s)
    tb_bench.note("most memory of that", "MB", register_mb, "limit of documents only", MOST_MB)
    tb_bench.report("requests of an idle exchange", "", requests, "limit", 2)
    tb_bench.report("idle exchange", "bytes", size, "limit", 1000)
    tb_bench.finish()


if __name__ == "__main__":
    main()
