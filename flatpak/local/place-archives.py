#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts archives where flatpak-builder looks for what it has downloaded.

place-archives.py MANIFEST ARCHIVES DOWNLOADS: ARCHIVES is a folder with files of any names. Each archive that the
manifest pins is found there by its digest, or the run ends.
"""

import hashlib
import json
import pathlib
import shutil
import sys


def find_pinned(manifest_file):
    """(digest, url) of every source that would be downloaded."""
    for module in json.loads(manifest_file.read_text("utf-8"))["modules"]:
        if isinstance(module, str):
            module = json.loads((manifest_file.parent / module).read_text("utf-8"))
        for source in module["sources"]:
            if "url" in source:
                yield source["sha256"], source["url"]


def main():
    manifest, archives, downloads = map(pathlib.Path, sys.argv[1:])
    by_digest = {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in archives.iterdir()}
    for digest, url in find_pinned(manifest):
        if digest not in by_digest:
            sys.exit(f"{url} is not among the archives of Debian: its digest is {digest}.")
        target = downloads / digest / url.rsplit("/", 1)[-1]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(by_digest[digest], target)


if __name__ == "__main__":
    main()
