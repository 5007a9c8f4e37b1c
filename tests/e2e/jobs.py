# SPDX-License-Identifier: GPL-3.0-or-later
"""What the days at the desk have in common: the program's words, its command line, and how a day is reported."""

import gettext
import json
import os
import subprocess
import sys
import traceback

# The program's own words, as its catalogue gives them; GTK's words stand in the tests as they are.
SHARE = os.environ["XDG_DATA_DIRS"].split(":")[0]
translate = gettext.translation("towerbranch", SHARE + "/locale", ["zh_CN"]).gettext


def _(text):
    """A string of the window in its language, with no mark for a mnemonic."""
    return translate(text).replace("_", "")


def get_mnemonic(text):
    """The key of a menu item, in which GTK gives assistive technology no name to find it by."""
    translated = translate(text)
    return translated[translated.index("_") + 1].lower()


def run_ctl(*arguments):
    """What towerbranchctl says of the same register."""
    output = subprocess.run(["towerbranchctl", "--json", *arguments], stdout=subprocess.PIPE, check=True)
    return json.loads(output.stdout)


def run(day, jobs):
    """Does the jobs of a day in their order, and reports them as TAP; ends with the exit status."""
    failed = 0
    print(f"1..{len(jobs)}", flush=True)
    try:
        for number, job in enumerate(jobs, 1):
            name = job.__name__.replace("_", "-")
            try:
                job()
            except Exception:  # pylint: disable=broad-except
                print(f"not ok {number} {name}", flush=True)
                traceback.print_exc()
                print(day.screen.describe(), file=sys.stderr)
                day.program.save_picture("failed")
                failed = 1
                break
            print(f"ok {number} {name}", flush=True)
    finally:
        day.program.kill()
    return failed
