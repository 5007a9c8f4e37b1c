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
PIXELS_FROM = 40 * 1280 * 4  # below the top of a window, which a server may paint by itself
ALLOWED = 1.5

PEERS = {
    "GNOME Text Editor": ["gnome-text-editor", "--standalone"],
    "GNOME Calendar": ["gnome-calendar"],
    "Gramps": ["gramps"],
    "GnuCash": ["gnucash", "--nofile"],
}


def wait_for_picture(screen, process):
    """Seconds until the screen is no longer black."""
    begin = time.monotonic()
    pixels = slice(PIXELS_FROM, PIXELS_FROM + 4096)
    black = bytes(4096)
    while (passed := time.monotonic() - begin) < LIMIT_S:
        if screen[pixels].replace(b"\xff", b"\0") != black:
            return passed
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended before it had a window")
        time.sleep(0.0005)
    raise SystemExit(f"{process.args[0]} had no window after {LIMIT_S} s")


def measure(screen, command, environment):
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return wait_for_picture(screen, process)
    finally:
        process.terminate()
        process.wait()


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
