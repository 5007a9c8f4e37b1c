#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with strings, and every translation in po/LINGUAS is whole.

check-translations.py SOURCE_ROOT
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import tap

MARKED = re.compile(r"""(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext)\s*\(\s*["']""")
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3"]
PLACES = [("src", "*.[ch]"), ("ui", "*.blp"), ("data", "*.desktop.in"), ("data", "*.metainfo.xml.in"), ("data", "*.gschema.xml")]


def find_files_with_strings(root):
    for folder, pattern in PLACES:
        for file in sorted((root / folder).rglob(pattern)):
            if folder == "data" or MARKED.search(file.read_text("utf-8")):
                yield str(file.relative_to(root))


def read_lines(path):
    lines = path.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check_listed(listed, marked):
    for name in sorted(set(marked) - set(listed)):
        yield f"{name} has strings to translate and is not in POTFILES.in"
    for name in sorted(set(listed) - set(marked)):
        yield f"{name} is in POTFILES.in and has no strings"
    for _, pattern in PLACES:
        if not any(pathlib.PurePath(name).match(pattern) for name in marked):
            yield f"no {pattern} has strings: this check matches nothing"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def get_entries(text):
    """The entries of a .po file's text that have a msgid."""
    return [entry for entry in text.split("\n\n") if re.search(r'^msgid "(?!"\nmsgstr)', entry, re.MULTILINE)]


def find_cut_short(entries):
    """Strings at whose end a macro such as G_GINT64_FORMAT stood: xgettext reads on only over those of <inttypes.h>."""
    return (entry for entry in entries if re.search(r'(?<!%)%"\n(?:msgid_plural|msgstr)', entry))


def describe(entries):
    for entry in entries:
        yield re.search(r"^msgid (.*?)(?=^msgstr|^msgid_plural)", entry, re.MULTILINE | re.DOTALL).group(1).replace("\n", " ")


def check_language(translation, template):
    valid = run("msgfmt", "--check", "--output-file=/dev/null", translation)
    tap.check(f"{translation.stem}: msgfmt finds nothing wrong", valid.stderr.splitlines() if valid.returncode else [])
    compared = run("msgcmp", translation, template)
    tap.check(f"{translation.stem}: every string is translated", compared.stderr.splitlines() if compared.returncode else [])
    for state in ("fuzzy", "obsolete"):
        entries = get_entries(run("msgattrib", f"--only-{state}", translation).stdout)
        tap.check(f"{translation.stem}: nothing is {state}", describe(entries))


def check_polite(translation):
    for entry in get_entries(translation.read_text("utf-8")):
        text = entry[entry.index("msgstr") :]
        if "您" in text or "你" in text:
            yield text.replace("\n", " ")


def main():
    root = pathlib.Path(sys.argv[1])
    listed = read_lines(root / "po" / "POTFILES.in")
    tap.check("POTFILES.in is complete", check_listed(listed, list(find_files_with_strings(root))))
    tap.check("POTFILES.in is sorted", [] if listed == sorted(listed) else ["sort it"])

    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder) / "towerbranch.pot"
        made = run("xgettext", "--from-code=UTF-8", f"--directory={root}", f"--files-from={root / 'po' / 'POTFILES.in'}",
                   f"--output={template}", "--keyword", *(f"--keyword={keyword}" for keyword in KEYWORDS))
        tap.check("xgettext reads every file", made.stderr.splitlines() if made.returncode else [])
        entries = get_entries(template.read_text("utf-8")) if template.exists() else []
        tap.check("there are strings to translate", [] if len(entries) > 20 else [f"only {len(entries)}"])
        tap.check("no string is cut short at a macro", describe(find_cut_short(entries)))
        for language in read_lines(root / "po" / "LINGUAS"):
            check_language(root / "po" / f"{language}.po", template)
    tap.check("zh_CN: the reader is not addressed", check_polite(root / "po" / "zh_CN.po"))
    tap.finish()


if __name__ == "__main__":
    main()
