#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folder of src/ may include which, and which alone may know GTK, SQLite, libsoup and the spreadsheet libraries.

check-layers.py SOURCE_ROOT LAYER=LIBRARY...: reads the sources, and the symbols of the static libraries.
"""

import pathlib
import re
import subprocess
import sys

import tap

STANDS_ON = {
    "base": set(),
    "model": {"base"},
    "store": {"base", "model"},
    "exchange": {"base", "model"},
    "paper": {"base", "model"},
    "signin": {"base"},
    "sync": {"base", "model", "store", "exchange"},
    "core": {"base", "model", "store", "exchange", "paper", "signin", "sync"},
    "cli": {"base", "model", "store", "exchange", "paper", "signin", "sync", "core"},
    "app": {"base", "model", "store", "exchange", "paper", "signin", "sync", "core"},
}

# What the names of headers and of symbols begin with, and the folders that may use it
OUTSIDE = [
    ("GTK", r"gtk/|adwaita|gdk/|gsk/", r"gtk_|adw_|gsk_|gdk_(?!pixbuf)", {"app"}),
    ("SQLite", r"sqlite3", r"sqlite3_", {"store"}),
    ("libarchive", r"archive", r"archive_", {"exchange"}),
    ("expat", r"expat", r"XML_", {"exchange"}),
    ("libxlsxwriter", r"xlsxwriter", r"workbook_|worksheet_", {"exchange"}),
    ("libqrencode", r"qrencode", r"QRcode_", {"app"}),
    ("libsoup", r"libsoup/", r"soup_", {"signin", "sync"}),
    ("libsecret", r"libsecret/", r"secret_", {"sync"}),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def name_folders(layers):
    return " and ".join(f"src/{layer}" for layer in sorted(layers))


def read_sources(root):
    """[(layer, file name, text)] of every C file in src/."""
    files = sorted((root / "src").rglob("*.[ch]"))
    return [(file.relative_to(root / "src").parts[0], file.name, file.read_text("utf-8")) for file in files]


def find_upward_includes(sources):
    owner = {name: layer for layer, name, _ in sources if name.endswith(".h")}
    for layer, name, text in sources:
        for local, _ in INCLUDE.findall(text):
            other = owner.get(local.split("/")[-1], layer)
            if "/" in local:
                yield f"src/{layer}: {name} includes {local}: includes are flat"
            elif other != layer and other not in STANDS_ON[layer]:
                yield f"src/{layer}: {name} includes {local} of src/{other}, which it does not stand on"


def find_outside_includes(sources, header, homes):
    """The folders that include what `header` matches, split into the right ones and problems."""
    pattern = re.compile(header)
    for layer, name, text in sources:
        for _, system in INCLUDE.findall(text):
            if pattern.match(system):
                yield layer in homes, f"src/{layer}: {name} includes <{system}>, which only {name_folders(homes)} may"


def find_outside_symbols(library, symbol):
    """The undefined symbols of a static library that `symbol` matches."""
    listing = subprocess.run(["nm", "--undefined-only", library], capture_output=True, text=True, check=True).stdout
    names = {line.split()[-1] for line in listing.splitlines() if " U " in line}
    return sorted(name for name in names if re.match(symbol, name))


def check_finds_violations():
    """The rules above find what they are for, in sources made up here."""
    made_up = [
        ("base", "tb-date.h", ""),
        ("core", "tb-session.h", '#include "tb-date.h"\n'),
        ("base", "tb-date.c", '#include "tb-date.h"\n#include "tb-session.h"\n#include <gtk/gtk.h>\n'),
    ]
    if len(list(find_upward_includes(made_up))) != 1:
        yield "an include of a higher folder is not found"
    if [right for right, _ in find_outside_includes(made_up, OUTSIDE[0][1], {"app"})] != [False]:
        yield "an include of GTK outside src/app is not found"


def main():
    sources = read_sources(pathlib.Path(sys.argv[1]))
    libraries = dict(argument.split("=", 1) for argument in sys.argv[2:])

    tap.check("the rules find violations", check_finds_violations())
    tap.check("every folder has its place", sorted({layer for layer, _, _ in sources} - STANDS_ON.keys()))
    tap.check("includes go down", find_upward_includes(sources))
    for what, header, symbol, homes in OUTSIDE:
        uses = list(find_outside_includes(sources, header, homes))
        problems = [problem for right, problem in uses if not right]
        if not any(right for right, _ in uses):
            problems.append(f"{name_folders(homes)} does not include {what}: this check matches nothing")
        tap.check(f"only {name_folders(homes)} includes {what}", problems)

        problems = []
        called_at_home = False
        for layer, library in libraries.items():
            found = find_outside_symbols(library, symbol)
            if layer in homes:
                called_at_home = called_at_home or bool(found)
            elif found:
                problems.append(f"src/{layer} calls {', '.join(found)}")
        if homes & libraries.keys() and not called_at_home:
            problems.append(f"{name_folders(homes)} does not call {what}: this check matches nothing")
        tap.check(f"only {name_folders(homes)} calls {what}", problems)
    tap.finish()


if __name__ == "__main__":
    main()
