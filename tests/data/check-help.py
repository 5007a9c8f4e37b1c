#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help speaks of what is there: words of the window as the window has them, in both languages and in the menu that is
named, keys that are bound, commands of towerbranchctl, links that lead somewhere; and it is whole and short in Chinese.

check-help.py SOURCE_ROOT PAGE...
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import tap

MALLARD = "{http://projectmallard.org/1.0/}"
LANGUAGE = "zh_CN"

# Where the help says that something is, and which sources have the words that stand there.
PLACES = {
    "in the main menu": ("ui/tb-window.blp",),
    "in the preferences": ("ui/dialogs/tb-preferences-dialog.blp",),
    "in the menu of": ("src/app/tb-record-menu.c", "src/app/pages/tb-record-page.c"),
    "in the same menu": ("src/app/tb-record-menu.c",),
    "stands among the ways to begin": ("ui/pages/tb-first-start-page.blp",),
}


def read_pages(folder, names):
    return {name: ElementTree.parse(folder / name).getroot() for name in names}


def fold(label):
    """A label without the mark or the bracket of its mnemonic, and without the dots of what opens a dialog."""
    return re.sub(r"\(_.\)", "", label).replace("_", "").removesuffix("…")


def read_words(root):
    """The window's strings, each with its translation."""
    with tempfile.NamedTemporaryFile("w+", suffix=".po") as plain:
        subprocess.run(["msgcat", "--no-wrap", "-o", plain.name, root / "po" / f"{LANGUAGE}.po"], check=True)
        text = pathlib.Path(plain.name).read_text("utf-8")
    words = {}
    for source, translation in re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.MULTILINE):
        words.setdefault(fold(source), set()).add(fold(translation))
    return words


def get_texts(page, element):
    return [" ".join("".join(found.itertext()).split()) for found in page.iter(MALLARD + element)]


def check_words(pages, words):
    for name, page in pages.items():
        for label in get_texts(page, "gui"):
            if fold(label) not in words:
                yield f"{name}: the window has no “{label}”"


def check_places(pages, root):
    words = {
        place: {fold(label) for path in paths for label in re.findall(r'_ ?\("(.+?)"\)', (root / path).read_text("utf-8"))}
        for place, paths in PLACES.items()
    }
    for name, page in pages.items():
        for label in page.iter(MALLARD + "gui"):
            tail = " ".join((label.tail or "").split())
            for place in PLACES:
                if tail.startswith(place) and fold(" ".join(label.text.split())) not in words[place]:
                    yield f"{name}: “{label.text}” is not {place}"


def check_ways_to_begin(pages, root):
    """What an empty register offers is told, in its order, by the page that is about it."""
    source = (root / "ui" / "pages" / "tb-first-start-page.blp").read_text("utf-8")
    offered = re.findall(r'Adw.ActionRow \{\s+title: _\("(.+?)"\)', source)
    told = [label for label in get_texts(pages["first-steps.page"], "gui") if label in offered]
    if not offered or told != offered:
        yield f"the window offers {offered}, the help {told}"


def check_commands(pages, root):
    """The table of commands has an initialiser a line, which begins with the name."""
    table = set(re.findall(r'^  \{ "([a-z-]+)"', (root / "src" / "cli" / "tb-command.c").read_text("utf-8"), re.MULTILINE))
    for name, page in pages.items():
        for command in get_texts(page, "cmd"):
            program, *arguments = command.split()
            if program != "towerbranchctl" or not arguments or arguments[0] not in table:
                yield f"{name}: there is no “{command}”"


def check_translated_words(pages, translated, words):
    for name, page in pages.items():
        # The order of words may differ between the languages.
        expected = sorted(get_texts(page, "gui"))
        left = get_texts(translated[name], "gui")
        for label in expected:
            fitting = [word for word in left if fold(word) in words.get(fold(label), ())]
            if fitting:
                left.remove(fitting[0])
            else:
                yield f"{name}: “{label}” is {words.get(fold(label))} in the window, but not in the help"
        for label in left:
            yield f"{name}: “{label}” stands for nothing in the English page"


def read_keys(root):
    """What the table of commands binds, as it is written in the help."""
    table = (root / "src" / "app" / "tb-commands.c").read_text("utf-8")
    names = {"Control": "Ctrl", "comma": ",", "question": "?"}
    for accel in re.findall(r'\{ "([^"]+)" \}, (?:TRUE|FALSE) \}', table):
        parts = re.findall(r"<(\w+)>|(\w+)$", accel)
        parts = [first or last for first, last in parts]
        parts = [names.get(part, part.upper() if len(part) == 1 else part) for part in parts]
        yield "+".join(parts)


def check_keys(pages, keys):
    known = set(keys)
    for name, page in pages.items():
        sequences = ["+".join(get_texts(sequence, "key")) for sequence in page.iter(MALLARD + "keyseq")]
        within = [key for sequence in page.iter(MALLARD + "keyseq") for key in sequence]
        single = ["".join(key.itertext()) for key in page.iter(MALLARD + "key") if key not in within]
        for key in sequences + [key for key in single if key != "Enter"]:
            if key not in known:
                yield f"{name}: {key} is bound to nothing"


def leads_somewhere(target, pages):
    """PAGE, or PAGE#SECTION."""
    name, _mark, section = target.partition("#")
    page = pages.get(f"{name}.page")
    return page is not None and (not section or any(found.get("id") == section for found in page.iter(MALLARD + "section")))


def check_links(pages):
    for name, page in pages.items():
        if page.get("id") + ".page" != name:
            yield f"{name} calls itself {page.get('id')}"
        for link in page.iter(MALLARD + "link"):
            if not leads_somewhere(link.get("xref"), pages):
                yield f"{name} leads to {link.get('xref')}, which is not there"
    topics = {link.get("xref") + ".page" for link in pages["index.page"].iter(MALLARD + "link")}
    for name in sorted(set(pages) - topics - {"index.page"}):
        yield f"nothing leads to {name}"


def check_translation(folder, names):
    catalogue = folder / LANGUAGE / f"{LANGUAGE}.po"
    with tempfile.NamedTemporaryFile("w", suffix=".pot") as template:
        made = subprocess.run(["itstool", "-o", template.name, *(f"C/{name}" for name in names)], cwd=folder, check=False)
        if made.returncode:
            yield "itstool cannot read the pages"
        compared = subprocess.run(["msgcmp", catalogue, template.name], capture_output=True, text=True, check=False)
        if compared.returncode:
            yield from compared.stderr.splitlines()
    for line in catalogue.read_text("utf-8").splitlines():
        if "您" in line or "你" in line:
            yield line


def translate(folder, names, into):
    catalogue = into / f"{LANGUAGE}.mo"
    subprocess.run(["msgfmt", "-o", catalogue, folder / LANGUAGE / f"{LANGUAGE}.po"], check=True)
    subprocess.run(["itstool", "-m", catalogue, "-o", into, *(folder / "C" / name for name in names)], check=True)
    return read_pages(into, names)


def main():
    root, names = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    folder = root / "data" / "help"
    tap.check("every page is in meson.build", set(names) ^ {path.name for path in (folder / "C").glob("*.page")})
    pages = read_pages(folder / "C", names)
    words = read_words(root)
    tap.check("links lead to pages", check_links(pages))
    tap.check("words of the window are the window's", check_words(pages, words))
    tap.check("what is in a menu is in that menu", check_places(pages, root))
    tap.check("the ways to begin are those of the window", check_ways_to_begin(pages, root))
    tap.check("commands are those of towerbranchctl", check_commands(pages, root))
    tap.check("keys are bound", check_keys(pages, read_keys(root)))
    tap.check("everything is translated", check_translation(folder, names))
    with tempfile.TemporaryDirectory() as into:
        translated = translate(folder, names, pathlib.Path(into))
    tap.check("words of the window are the window's in Chinese", check_translated_words(pages, translated, words))
    tap.finish()


if __name__ == "__main__":
    main()
