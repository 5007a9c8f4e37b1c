#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without a window: started by the bus for the desktop's search, then for a notification, which leads to a
window; it stays when that is closed, as long as it is to remind.

test-background.py PICTURES: needs the installed program on PATH and its service file where the session bus looks, and a
virtual display, as build-aux/test provides them.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from gi.repository import Gio, GLib

import jobs
from desktop import picture, wait_for
from jobs import run_ctl

APPLICATION = "io.github.towerbranch.TowerBranch"
PATH = "/io/github/towerbranch/TowerBranch"
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
NOTIFICATIONS = """<node><interface name='org.freedesktop.Notifications'>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>
<arg type='s' direction='out'/><arg type='s' direction='out'/></method>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal></interface></node>"""


class Notifications:
    """The desktop's side of notifications."""

    def __init__(self, bus):
        self.bus = bus
        self.shown = []
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        bus.register_object("/org/freedesktop/Notifications", interface, self.called, None, None)
        Gio.bus_own_name_on_connection(bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE, None, None)

    def called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        answers = {
            "GetCapabilities": GLib.Variant("(as)", (["actions", "body"],)),
            "GetServerInformation": GLib.Variant("(ssss)", ("test", "test", "1", "1.2")),
            "CloseNotification": None,
        }
        if method == "Notify":
            self.shown.append(parameters.unpack())
            invocation.return_value(GLib.Variant("(u)", (len(self.shown),)))
        else:
            invocation.return_value(answers[method])

    def click(self, number, action):
        arguments = GLib.Variant("(us)", (number, action))
        self.bus.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked", arguments)


class Background:
    """What the desktop asks, one thing after the other."""

    def __init__(self, pictures, home):
        self.program = self.screen = self  # as jobs.run() asks for what a failed day looks like
        self.pictures = pictures
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.notifications = Notifications(self.bus)
        self.set_home_of_started_programs(home)
        run_ctl("sample", "--scale", "tower")
        # Whatever time of the day it is.
        self.set("quiet-from", "0")
        self.set("quiet-until", "0")

    def call_bus(self, method, arguments):
        return self.bus.call_sync(*BUS, method, arguments, None, Gio.DBusCallFlags.NONE, -1, None)

    def set_home_of_started_programs(self, home):
        self.call_bus("UpdateActivationEnvironment", GLib.Variant("(a{ss})", ({"HOME": home},)))

    def is_running(self):
        return self.call_bus("NameHasOwner", GLib.Variant("(s)", (APPLICATION,))).unpack()[0]

    def set(self, key, value):
        subprocess.run(["gsettings", "set", APPLICATION, key, value], check=True)

    def search(self, *terms):
        place = (APPLICATION, f"{PATH}/SearchProvider", "org.gnome.Shell.SearchProvider2", "GetInitialResultSet")
        arguments = GLib.Variant("(as)", (list(terms),))
        return self.bus.call_sync(*place, arguments, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]

    def switch_reminders(self):
        """Does what the switch in the preferences does."""
        subprocess.run(["gapplication", "action", APPLICATION, "reminders"], check=True)

    def has_window(self):
        command = ["xdotool", "search", "--onlyvisible", "--name", "."]
        return bool(subprocess.run(command, capture_output=True, check=False).stdout)

    # What is said of a day that failed.

    def describe(self):
        return "\n".join(map(str, self.notifications.shown))

    def save_picture(self, name):
        self.pictures.mkdir(parents=True, exist_ok=True)
        picture.save_png(str(self.pictures / f"{name}.png"), *picture.read_pixels(os.environ["TB_SCREEN"]))

    def kill(self):
        """Where a job failed the program may still be there."""
        if self.is_running():
            subprocess.run(["gapplication", "action", APPLICATION, "quit"], check=False)

    # The jobs

    def search_while_it_is_off(self):
        assert not self.is_running()
        assert self.search("zhang") == []
        assert self.is_running()

    def search_once_it_is_on(self):
        self.set("search-provider", "true")
        found = wait_for("somebody", lambda: self.search("zhang"))
        assert found[0].startswith("person:"), found

    def be_reminded(self):
        self.switch_reminders()
        wait_for("a notification", lambda: self.notifications.shown)

    def follow_a_notification(self):
        assert not self.has_window()
        actions = self.notifications.shown[0][5]
        self.notifications.click(1, actions[0])
        wait_for("the window", self.has_window)

    def stay_when_the_window_is_closed(self):
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], capture_output=True, text=True, check=True)
        newest = window.stdout.split()[-1]
        subprocess.run(["xdotool", "windowfocus", "--sync", newest, "key", "ctrl+w"], check=True)
        wait_for("the window to go", lambda: not self.has_window())
        assert self.is_running()

    def end_when_there_is_nothing_to_do(self):
        self.switch_reminders()
        wait_for("the program to end", lambda: not self.is_running())


def main():
    with tempfile.TemporaryDirectory() as home:
        former = os.environ["HOME"]
        os.environ["HOME"] = home
        day = Background(pathlib.Path(sys.argv[1]), home)
        failed = jobs.run(
            day,
            [
                day.search_while_it_is_off,
                day.search_once_it_is_on,
                day.be_reminded,
                day.follow_a_notification,
                day.stay_when_the_window_is_closed,
                day.end_when_there_is_nothing_to_do,
            ],
        )
        day.set_home_of_started_programs(former)
    sys.exit(failed)


if __name__ == "__main__":
    main()
