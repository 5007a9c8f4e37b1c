#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the process to the first frame on the screen, beside a minimal program and, where they are
installed, others that people know.

bench-start.py MINIMAL_WINDOW

Runs under build-aux/session, which says in TB_SCREEN where the memory of the virtual screen is: the first frame is
there when a pixel of it is no longer what it was. No program knows that it is measured.
"""

import mmap
import os
import shutil
import subprocess
import sys
import tempfile
import time

import tb_bench

ROUNDS = 9
LIMIT_S = 60
PIXELS = slice(300 * 1280 * 4, 300 * 1280 * 4 + 4096)  # some of a line in the middle of every window
ALLOWED = 1.5

PEERS = {
    "GNOME Text Editor": ["gnome-text-editor", "--standalone"],
    "GNOME Calendar": ["gnome-calendar"],
    "Gramps": ["gramps"],
    "the splash of GnuCash": ["gnucash", "--nofile"],
}


def is_black(screen):
    return screen[PIXELS].count(0) == len(screen[PIXELS])


def wait_until(screen, black, process):
    """Waits until the screen is black, or no longer is."""
    end = time.monotonic() + LIMIT_S
    while is_black(screen) != black:
        if time.monotonic() > end or (not black and process.poll() is not None):
            raise SystemExit(f"{process.args[0]} did not {'go' if black else 'come'}")
        time.sleep(0.0005)


def measure(screen, command, environment):
    """Seconds until the first frame."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(screen, False, process)
        return time.monotonic() - begin
    finally:
        process.terminate()
        process.wait()
        wait_until(screen, True, process)


def main():
    programs = {"towerbranch": ["towerbranch"], "minimal": [sys.argv[1]]}
    programs |= {name: command for name, command in PEERS.items() if shutil.which(command[0])}

    with tempfile.TemporaryDirectory() as home, open(os.environ["TB_SCREEN"], "rb") as file:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_") or key.endswith("_DIRS")}
        environment |= {"HOME": home, "XDG_RUNTIME_DIR": os.environ["XDG_RUNTIME_DIR"]}
        subprocess.run(["towerbranchctl", "sample", "--scale", "tower"], env=environment, check=True, stdout=subprocess.DEVNULL)
        screen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)

        seconds = {name: [] for name in programs}
        for count in range(ROUNDS + 1):
            for name, command in programs.items():
                taken = measure(screen, command, environment)
                if count > 0:  # the first round fills the disk cache
                    seconds[name].append(taken)

    ours, minimal = (1000 * tb_bench.median(seconds[name]) for name in ("towerbranch", "minimal"))
    tb_bench.report("start to first frame", "ms", ours, f"{ALLOWED} × a minimal window ({minimal:.0f} ms)", ALLOWED * minimal)
    for name in list(programs)[2:]:
        tb_bench.note("start to first frame", "ms", ours, name, 1000 * tb_bench.median(seconds[name]))
    tb_bench.finish()


if __name__ == "__main__":
    main()
