#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A theme day in the real window: planned, notified, three members signed in (one of them on the page for phones), held,
minuted with a photo, archived; then its record is printed to PDF.

test-theme-day.py PICTURES: needs the installed program on PATH, a virtual display and a session bus, as build-aux/test
provides them. The pictures stay in the build folder.
"""

import datetime
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zlib

import desktop
import jobs
from desktop import wait_for
from jobs import _, run_ctl

TITLE = "楼宇消防演练主题党日"
MINUTES = "组织党员学习消防知识，现场演练疏散。"
THEME_DAY = "主题党日"


def write_picture(path):
    """A small photograph of nothing: a grey square as PNG."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80\x80\x80" * 32 for _row in range(32))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class ThemeDay:
    """The jobs of the day, in their order."""

    def __init__(self, pictures, home):
        self.home = home
        self.photo = home / "演练.png"
        write_picture(self.photo)
        run_ctl("sample", "--scale", "tower")
        self.program = desktop.Program(["towerbranch"], pictures)
        self.screen = self.program.screen

    def wait_for_dialog(self, title):
        return self.screen.find("dialog", title)

    def take_step(self, label, **values):
        """Takes a step of the event that is shown; fills in what its dialog asks."""
        name = _(label)
        if not self.screen.has("button", name):
            self.screen.find("toggle button", _("Other Steps")).press()
            self.screen.find("list item", name).click()
        else:
            self.screen.find("button", name).press()
        if values:
            dialog = self.wait_for_dialog(name)
            for field, value in values.items():
                dialog.find("text", _(field)).enter(value)
            dialog.find("button", name).press()
            self.screen.wait_until_gone("dialog")

    def get_event(self):
        found = run_ctl("list", "event", "--match", TITLE)["records"]
        assert len(found) == 1, found
        return found[0]

    def expect_state(self, state):
        wait_for(f"the state {state}", lambda: self.get_event()["values"]["state"] == state)

    def plan(self):
        self.screen.find("label", _("Events"))
        self.program.keys("alt+6")
        self.screen.find("button", _("Next Month"))
        self.program.save_picture("1-month")
        self.program.keys("ctrl+n")
        form = wait_for("the form", lambda: next(self.screen.find_all("dialog"), None))
        form.find("combo box", _("Kind of event")).press()
        form.find("label", THEME_DAY)
        # The choices are in the order of the code list, behind one that takes the choice back.
        self.program.keys(*["Down"] * 6, "Return")
        wait_for(THEME_DAY, lambda: not form.has("label", "志愿服务") and form.has("label", THEME_DAY))
        form.find("text", _("Title")).enter(TITLE)
        form.find("text", _("Planned from")).enter(datetime.datetime.now().strftime("%H:%M"))
        self.program.save_picture("2-form")
        form.find("button", _("_Save")).press()
        self.screen.wait_until_gone("dialog")
        self.screen.find("heading", TITLE)
        self.program.save_picture("3-planned")

    def send_the_notice(self):
        self.take_step("Send notice", Notice="请准时参加。")
        self.expect_state("notified")

    def sign_in_by_list(self):
        event = self.get_event()["id"]
        self.people = run_ctl("list", "attendance", "--where", f"event={event}")["records"]
        assert len(self.people) >= 3, self.people
        self.screen.find("button", _("_Sign In…")).press()
        dialog = self.wait_for_dialog(_("Sign-in"))
        for number, person in enumerate(self.people[:2], 1):
            entry = dialog.find("entry")
            entry.click()
            entry.enter(person["values"]["name"])
            self.program.keys("Return")
            self.expect_present(number)
        self.program.save_picture("4-signed-in")

    def sign_in_by_phone(self):
        person = self.people[2]["values"]
        shown = run_ctl("show", "person", person["person"], "--reveal", "--reason", "签到")["record"]
        self.screen.find("check box", _("Sign-in by Phone")).press()
        address = wait_for(
            "the page's address",
            lambda: next((n.text for n in self.screen.find_all("label") if n.text.startswith("http://127.")), None),
        )
        self.program.save_picture("5-code")
        with urllib.request.urlopen(address) as answer:
            page = answer.read().decode()
        fields = re.findall(r'<input[^>]*name="([^"]*)"', page)
        form = urllib.parse.urlencode(dict(zip(fields, (person["name"], shown["values"]["mobile"][-4:]))))
        with urllib.request.urlopen(address, form.encode()) as answer:
            answer.read()
        self.expect_present(3)
        self.program.save_picture("6-phone-signed-in")
        self.program.keys("Escape")
        self.screen.wait_until_gone("dialog")

    def expect_present(self, number):
        event = self.get_event()["id"]
        wait_for(
            f"{number} present",
            lambda: run_ctl("list", "attendance", "--where", f"event={event}", "--where", "state=present")["count"] == number,
        )

    def hold(self):
        now = datetime.datetime.now()
        self.take_step("Enter as held", **{"Held from": "08:00", "Held to": "09:30", "Held on": now.strftime("%Y-%m-%d")})
        self.expect_state("held")
        assert self.get_event()["values"]["present"] == 3

    def add_a_photo(self):
        self.screen.find("button", _("Add Photos and Files…")).press()
        self.program.answer_chooser(_("Add Photos and Files"), self.photo, _("_Add"))
        self.screen.find("label", self.photo.name)
        self.program.save_picture("7-photo")

    def submit_the_minutes(self):
        self.take_step("Submit minutes", Minutes=MINUTES)
        self.expect_state("in_review")
        assert self.get_event()["values"]["minutes"] == MINUTES

    def archive(self):
        self.take_step("Archive")
        self.expect_state("archived")
        self.screen.find("button", _("_Correct…"))
        self.program.save_picture("8-archived")

    def print_the_record(self):
        path = self.home / "会议记录.pdf"
        run_ctl("report", "event-record", self.get_event()["id"], "--output", str(path))
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
        assert TITLE in text and MINUTES in text.replace("\n", ""), text

    def quit(self):
        assert self.program.quit() == 0
        verified = run_ctl("verify")
        assert verified["ok"], verified


def main():
    pictures = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, TB_SIGN_IN_ADDRESS="127.0.0.1")
        day = ThemeDay(pictures, pathlib.Path(home))
        failed = jobs.run(
            day,
            [
                day.plan,
                day.send_the_notice,
                day.sign_in_by_list,
                day.sign_in_by_phone,
                day.hold,
                day.add_a_photo,
                day.submit_the_minutes,
                day.archive,
                day.print_the_record,
                day.quit,
            ],
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
