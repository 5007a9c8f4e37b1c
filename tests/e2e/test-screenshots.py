#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that metainfo and README show: the window with sample data, in one language, and nothing beside it.

test-screenshots.py LOCALE PICTURES: needs the installed program on PATH, a virtual display and a session bus, as
build-aux/test provides them, and the modules of the service. build-aux/screenshots puts the pictures into
data/screenshots.
"""

import gettext
import os
import pathlib
import subprocess
import sys
import tempfile

import desktop
import jobs
import picture
from desktop import run_xdotool, wait_for
from jobs import run_ctl
from service import Service

APPLICATION = "io.github.towerbranch.TowerBranch"
WIDTH, HEIGHT = 1000, 700

# The edge that GTK draws round a window where nothing composes the screen.
EDGE = 5


class Screenshots:
    """The pages, one after the other."""

    def __init__(self, locale, pictures, service):
        catalogue = gettext.translation("towerbranch", jobs.SHARE + "/locale", [locale.split(".")[0]], fallback=True)
        self.translate = catalogue.gettext
        self.pictures = pictures
        run_ctl("sample", "--scale", "tower")
        service.connect()
        self.program = desktop.Program(["towerbranch"], pictures)
        self.screen = self.program.screen

    def _(self, text):
        return self.translate(text).replace("_", "")

    def save(self, name):
        screen = os.environ["TB_SCREEN"]
        picture.wait_until_settled(screen, self.program.process_id)
        _width, _height, rows = picture.read_pixels(screen)
        window = [row[EDGE * 3 : (EDGE + WIDTH) * 3] for row in rows[EDGE : EDGE + HEIGHT]]
        picture.save_png(str(self.pictures / f"{name}.png"), WIDTH, HEIGHT, window)

    def fit_the_window(self):
        self.screen.find("label", self._("Events"))
        window = run_xdotool("search", "--onlyvisible", "--pid", str(self.program.process_id), "--name", ".").split()[0]
        run_xdotool("windowmove", window, "0", "0", "windowsize", window, str(WIDTH + 2 * EDGE), str(HEIGHT + 2 * EDGE))

    def wait_for_the_service(self):
        told = self._("Last sync: %s").split("%s", maxsplit=1)[0]
        wait_for("the state of the sync", lambda: any(node.text.startswith(told) for node in self.screen.walk()))

    def do(self, action, target):
        """Does what the desktop may ask for: a key pressed would leave its mark on the picture."""
        subprocess.run(["gapplication", "action", APPLICATION, action, target], check=True)

    def overview(self):
        self.do("show-page", "'overview'")
        self.screen.find(name=self._("This Week"))
        self.save("overview")

    def members(self):
        member = run_ctl("list", "person", "--sort", "name", "--limit", "1")["records"][0]
        self.do("show-record", f"('person', '{member['id']}')")
        self.screen.find("heading", member["values"]["name"])
        self.save("members")

    def events(self):
        self.do("show-page", "'events'")
        self.screen.find("button", self._("Next Month"))
        self.save("events")

    def projects(self):
        self.do("show-page", "'projects'")
        titles = {record["values"]["title"] for record in run_ctl("list", "project")["records"]}
        wait_for("a card of the board", lambda: any(node.name in titles or node.text in titles for node in self.screen.walk()))
        self.save("projects")

    def quit(self):
        assert self.program.quit() == 0


def main():
    locale, pictures = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, LANG=locale)
        os.environ.pop("LANGUAGE", None)
        service = Service(home)
        try:
            run = Screenshots(locale, pictures, service)
            pages = [run.overview, run.members, run.events, run.projects]
            failed = jobs.run(run, [run.fit_the_window, run.wait_for_the_service, *pages, run.quit])
        finally:
            service.close()
    sys.exit(failed)


if __name__ == "__main__":
    main()
