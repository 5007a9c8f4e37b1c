#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves what Xvfb shows, from the file that its -fbdir makes, as a PNG.

picture.py SCREEN PNG [--of PID]: with --of, waits until the screen has a picture that has stopped changing, as long
as process PID lives.
"""

import os
import struct
import sys
import time
import zlib

SETTLED_S = 1.2
LIMIT_S = 40


def read_pixels(path):
    """The width, height and rows of RGB bytes in an XWD file of 24-bit depth."""
    with open(path, "rb") as file:
        data = file.read()
    header = struct.unpack(">25I", data[:100])
    size, width, height, byte_order, stride, colors = (header[i] for i in (0, 4, 5, 7, 12, 19))
    start = size + colors * 12
    red, green, blue = (2, 1, 0) if byte_order == 0 else (1, 2, 3)
    rows = []
    for y in range(height):
        line = data[start + y * stride : start + y * stride + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = line[red::4], line[green::4], line[blue::4]
        rows.append(bytes(row))
    return width, height, rows


def save_png(path, width, height, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 6)))
        file.write(chunk(b"IEND", b""))


def wait_until_settled(screen, pid):
    end = time.monotonic() + LIMIT_S
    last, since = None, time.monotonic()
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            sys.exit("The program ended before its picture was taken.")
        with open(screen, "rb") as file:
            pixels = file.read()[4096:]
        now = time.monotonic()
        if pixels != last:
            last, since = pixels, now
        elif now - since >= SETTLED_S and len(set(pixels[:: len(pixels) // 9973])) > 2:
            return
        time.sleep(0.1)


def main():
    screen, png = sys.argv[1:3]
    if sys.argv[3:4] == ["--of"]:
        wait_until_settled(screen, int(sys.argv[4]))
    save_png(png, *read_pixels(screen))


if __name__ == "__main__":
    main()
