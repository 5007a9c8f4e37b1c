#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project in the real window: published, claimed, evidence added, accepted by two people and evaluated; then the list of
projects is written to .xlsx and read by openpyxl.

test-project-day.py PICTURES: needs the installed program on PATH, a virtual display and a session bus, as build-aux/test
provides them. The pictures stay in the build folder.
"""

import datetime
import os
import pathlib
import sys
import tempfile

import openpyxl

import desktop
import jobs
from desktop import wait_for
from jobs import _, run_ctl

PROJECT = "流动党员之家"  # a draft of the sample
TEAM = "楼宇志愿服务队"


def in_days(number):
    return (datetime.date.today() + datetime.timedelta(days=number)).isoformat()


class ProjectDay:
    """The jobs of the day, in their order."""

    def __init__(self, pictures, home):
        self.home = home
        self.evidence = home / "签到表.txt"
        self.evidence.write_text("到场十二人。\n", encoding="utf-8")
        run_ctl("sample", "--scale", "tower")
        self.program = desktop.Program(["towerbranch"], pictures)
        self.screen = self.program.screen

    def press(self, label):
        """Presses a button of the page, or the step of that name among the others."""
        self.screen.find("button", _(label)).press()

    def answer(self, label, **values):
        """Fills in the dialog that is asking, and presses its button."""
        dialog = wait_for("a dialog", lambda: next(self.screen.find_all("dialog"), None))
        for field, value in values.items():
            dialog.find("text", _(field)).enter(value)
        dialog.find("button", _(label)).press()
        self.screen.wait_until_gone("dialog")

    def get(self, type_name):
        filters = ["--where", f"project={PROJECT}"] if type_name == "claim" else ["--match", PROJECT]
        found = run_ctl("list", type_name, *filters)["records"]
        assert len(found) == 1, found
        return found[0]["values"]

    def expect_state(self, type_name, state):
        wait_for(f"a {type_name} in the state {state}", lambda: self.get(type_name)["state"] == state)

    def publish(self):
        self.screen.find("label", _("Projects"))
        self.program.keys("alt+7")
        self.program.save_picture("1-board")
        card = wait_for(
            "the card of the project",
            lambda: next((n for n in self.screen.find_all("list item") if n.name.startswith(PROJECT)), None),
        )
        card.click()
        self.screen.find("heading", PROJECT)
        self.press("Submit for review")
        self.press("Publish")
        self.answer("Publish", **{"Open from": in_days(0), "Open to": in_days(20), "Due on": in_days(40)})
        self.expect_state("project", "published")
        self.program.save_picture("2-published")

    def claim(self):
        self.press("Claim…")
        form = wait_for("the form", lambda: next(self.screen.find_all("dialog"), None))
        form.find("combo box", _("Kind of claimant")).press()
        form.find("label", "志愿者队")
        self.program.keys(*["Down"] * 4, "Return")
        self.answer("_Save", Claimant=TEAM, Pledge="每周两次到场服务。")
        self.expect_state("claim", "applied")
        for step, state in (("Check", "checked"), ("Confirm", "confirmed")):
            self.press(step)
            if state == "confirmed":
                # A pledge of one line must not push the day asked below it out of sight.
                self.program.save_picture("3-confirming")
                height = self.screen.find("dialog").find("text", _("Pledge")).height
                assert height < 100, height
                self.answer(step)
            self.expect_state("claim", state)
        self.program.save_picture("3-claimed")

    def work(self):
        self.press("Start")
        self.expect_state("project", "under_way")
        self.expect_state("claim", "under_way")
        self.press("Add Photos and Files…")
        self.program.answer_chooser(_("Add Photos and Files"), self.evidence, _("_Add"))
        self.screen.find("label", self.evidence.name)
        self.press("Submit result")
        self.expect_state("claim", "submitted")
        self.program.save_picture("4-submitted")

    def accept(self):
        self.press("Accept")
        self.answer("_Save", **{"First acceptor": "王敏", "Second acceptor": "李强", "Criteria": "党员之家建成并开放。"})
        self.expect_state("claim", "accepted")
        self.press("Ask for acceptance")
        self.expect_state("project", "awaiting_acceptance")
        self.press("Accept")
        self.expect_state("project", "accepted")
        self.program.save_picture("5-accepted")

    def evaluate(self):
        self.press("Evaluate")
        marks = {"Progress (0–20)": "18", "Quality (0–30)": "27", "Benefit (0–30)": "28", "Satisfaction (0–20)": "19"}
        self.answer("_Save", **marks)
        self.expect_state("project", "evaluated")
        self.program.save_picture("6-evaluated")

    def write_the_list(self):
        path = self.home / "项目清单.xlsx"
        run_ctl("report", "project-list", "--output", str(path))
        rows = list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
        assert any(PROJECT in map(str, row) for row in rows), rows

    def quit(self):
        assert self.program.quit() == 0
        verified = run_ctl("verify")
        assert verified["ok"], verified


def main():
    pictures = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        day = ProjectDay(pictures, pathlib.Path(home))
        failed = jobs.run(day, [day.publish, day.claim, day.work, day.accept, day.evaluate, day.write_the_list, day.quit])
    sys.exit(failed)


if __name__ == "__main__":
    main()
