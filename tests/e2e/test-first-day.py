#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first day at the desk, in the real window: first start, import of a roster, a member found by pinyin, edited, taken
back, and exported. What the window did is then read by towerbranchctl and by openpyxl.

test-first-day.py SAMPLES PICTURES: needs the installed program on PATH, a virtual display and a session bus, as
build-aux/test provides them. The pictures stay in the build folder.
"""

import os
import pathlib
import shutil
import sys
import tempfile

import openpyxl

import desktop
import jobs
from desktop import wait_for
from jobs import _, get_mnemonic, run_ctl

ROSTER = "党员花名册.xlsx"
MEMBERS = 146
NAME, PINYIN = "曾博轩", "zengboxuan"
POSITION, NEW_POSITION = "工程师", "总工程师"


class FirstDay:
    """The jobs of the day, in their order."""

    def __init__(self, samples, pictures, home):
        self.roster = home / ROSTER
        self.exported = home / "导出.xlsx"
        shutil.copy(samples / ROSTER, self.roster)
        self.program = desktop.Program(["towerbranch"], pictures)
        self.screen = self.program.screen

    def start_for_the_first_time(self):
        self.screen.find("list item", _("Import a Spreadsheet"))
        self.program.save_picture("1-first-start")

    def import_the_roster(self):
        self.screen.find("list item", _("Import a Spreadsheet")).press()
        self.screen.find("button", _("_Choose File…")).press()
        self.program.answer_chooser(_("Choose a Spreadsheet"), self.roster, "打开(O)")
        self.screen.find("label", _("Recognised Columns"))
        self.program.save_picture("2-columns")
        self.screen.find("button", _("_Check Rows")).press()
        self.screen.find("button", _("_Import"))
        self.program.save_picture("3-checked-rows")
        self.screen.find("button", _("_Import")).press()
        self.screen.find("button", _("_Done"))
        self.program.save_picture("4-imported")
        self.screen.find("button", _("_Done")).press()
        self.screen.wait_until_gone("button", _("_Done"))

    def find_a_member_by_pinyin(self):
        self.program.keys("ctrl+k")
        dialog = self.screen.find("dialog", _("Find Anything"))
        self.program.type(PINYIN)
        dialog.find("label", NAME)
        self.program.save_picture("5-found")
        self.program.keys("Return")
        self.screen.find("heading", NAME)
        self.program.save_picture("6-member")

    def edit_the_member(self):
        self.screen.find("button", _("Edit")).press()
        dialog = self.screen.find("dialog", NAME)
        dialog.find("text", _("Position")).enter(NEW_POSITION)
        self.program.save_picture("7-edited")
        dialog.find("button", _("_Save")).press()
        self.screen.wait_until_gone("dialog", NAME)
        self.screen.find("label", NEW_POSITION)
        self.program.save_picture("8-saved")
        self.expect_position(NEW_POSITION)

    def take_the_edit_back(self):
        self.program.keys("ctrl+z")
        self.screen.wait_until_gone("label", NEW_POSITION)
        self.program.save_picture("9-taken-back")
        self.expect_position(POSITION)

    def export_the_members(self):
        self.screen.find("toggle button", _("More")).press()
        self.screen.find("menu", _("More"))
        self.program.keys(get_mnemonic("_Export…"))
        dialog = self.screen.find("dialog", _("Export"))
        self.program.save_picture("10-export")
        dialog.find("button", _("_Export…")).press()
        self.program.answer_chooser(_("Export"), self.exported, "保存(S)")
        self.screen.wait_until_gone("dialog", _("Export"))
        wait_for("the exported file", self.exported.exists)
        self.program.save_picture("11-exported")
        rows = list(openpyxl.load_workbook(self.exported, read_only=True).active.iter_rows(values_only=True))
        names = [row for row in rows if NAME in row]
        assert len(names) == 1, f"{NAME} stands in {len(names)} rows of the exported file"
        assert len(rows) > MEMBERS, f"the exported file has {len(rows)} rows"

    def quit(self):
        assert self.program.quit() == 0
        verified = run_ctl("verify")
        assert verified == {"ok": True, "faults": []}, verified

    def expect_position(self, position):
        found = run_ctl("list", "person", "--match", PINYIN)
        assert [record["values"]["job"] for record in found["records"]] == [position], found


def main():
    samples, pictures = map(pathlib.Path, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        day = FirstDay(samples, pictures, pathlib.Path(home))
        failed = jobs.run(
            day,
            [
                day.start_for_the_first_time,
                day.import_the_roster,
                day.find_a_member_by_pinyin,
                day.edit_the_member,
                day.take_the_edit_back,
                day.export_the_members,
                day.quit,
            ],
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
