# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as somebody at the desk has it: windows found through AT-SPI, keys pressed through the X server.

Everything waits for a condition with a limit; nothing waits for time to pass.
"""

import os
import pathlib
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "build-aux"))
import picture  # noqa: E402

LIMIT_S = 60


class NotThere(Exception):
    """What was waited for did not come."""


def wait_for(what, condition):
    """The first true value of `condition()`; `what` is for the message when none comes."""
    context = GLib.MainContext.default()
    end = time.monotonic() + LIMIT_S
    while True:
        try:
            value = condition()
        except GLib.Error:  # a widget went away while it was looked at
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise NotThere(f"{what} did not appear within {LIMIT_S} s")
        # The registry's events are handled here; this wakes the loop where none comes.
        timeout = GLib.timeout_add(50, lambda: GLib.SOURCE_REMOVE)
        context.iteration(True)
        if (source := context.find_source_by_id(timeout)) is not None:
            source.destroy()


def run_xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=True).stdout


def press_keys(process, *keys):
    """Presses keys, each as xdotool names them ("ctrl+k", "Return"), in the newest window of a process."""
    named = ["search", "--all", "--onlyvisible", "--pid", str(process), "--name", "."]  # a menu has no name
    newest = max(run_xdotool(*named).split(), key=int)
    # There is no window manager to give a window the focus.
    run_xdotool("windowfocus", "--sync", newest, "key", "--clearmodifiers", *keys)


class Node:
    """A widget, as assistive technology sees it."""

    def __init__(self, accessible):
        self._accessible = accessible

    @property
    def name(self):
        return self._accessible.get_name() or ""

    @property
    def role(self):
        return self._accessible.get_role_name()

    @property
    def text(self):
        """What an entry or label holds."""
        if not self._accessible.is_text():
            return ""
        return Atspi.Text.get_text(self._accessible, 0, Atspi.Text.get_character_count(self._accessible))

    def is_showing(self):
        return self._accessible.get_state_set().contains(Atspi.StateType.SHOWING)

    def is_sensitive(self):
        return self._accessible.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def children(self):
        for index in range(self._accessible.get_child_count()):
            child = self._accessible.get_child_at_index(index)
            if child is not None:
                yield Node(child)

    def walk(self):
        """This node and all that is showing below it."""
        yield self
        for child in self.children():
            if child.is_showing():
                yield from child.walk()

    def find_all(self, role=None, name=None):
        """Nodes of one of the roles (a tuple or a word), whose name or text is `name`."""
        roles = (role,) if isinstance(role, str) else role
        for node in self.walk():
            if (roles is None or node.role in roles) and (name is None or name in (node.name, node.text)):
                yield node

    def find(self, role=None, name=None):
        """Waits for such a node."""
        return wait_for(f"{role or 'widget'} “{name}”", lambda: next(self.find_all(role, name), None))

    def has(self, role=None, name=None):
        return next(self.find_all(role, name), None) is not None

    def wait_until_gone(self, role=None, name=None):
        wait_for(f"{role or 'widget'} “{name}” to go", lambda: not self.has(role, name))

    def press(self):
        """Does what a click does."""
        wait_for(f"“{self.name}” to be pressed", self.is_sensitive)
        if self._accessible.is_action() and Atspi.Action.get_n_actions(self._accessible) > 0:
            Atspi.Action.do_action(self._accessible, 0)
        else:  # rows have no action of their own
            self.click()

    def click(self):
        """Clicks its middle. Windows are in the corner of the screen, since no window manager moves them."""
        box = Atspi.Component.get_extents(self._accessible, Atspi.CoordType.WINDOW)
        run_xdotool("mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2), "click", "1")

    @property
    def height(self):
        return Atspi.Component.get_extents(self._accessible, Atspi.CoordType.WINDOW).height

    def enter(self, text):
        """Replaces what an entry holds."""
        if not Atspi.EditableText.set_text_contents(self._accessible, text):
            raise NotThere(f"{self.role} “{self.name}” cannot be written")

    def describe(self, depth=0):
        """The showing tree below, a line a node: what a failed test prints."""
        lines = [f"{'  ' * depth}{self.role} “{self.name}” {self.text!r}"]
        for child in self.children():
            if child.is_showing():
                lines.append(child.describe(depth + 1))
        return "\n".join(lines)


class Program:
    """The running program."""

    def __init__(self, command, pictures):
        self._process = subprocess.Popen(command)
        self._pictures = pathlib.Path(pictures)
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._application = wait_for("the program on the accessibility bus", self._find_application)

    def _find_application(self):
        if self._process.poll() is not None:
            raise NotThere("the program ended")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self._process.pid:
                # What libatspi remembers goes stale while nobody runs its main loop.
                application.set_cache_mask(Atspi.Cache.NONE)
                return Node(application)
        return None

    @property
    def process_id(self):
        return self._process.pid

    @property
    def screen(self):
        """All windows."""
        return self._application

    def window_named(self, name):
        def find():
            return next((window for window in self._application.children() if name in window.name and window.is_showing()), None)

        return wait_for(f"the window “{name}”", find)

    def keys(self, *keys):
        press_keys(self._process.pid, *keys)

    def type(self, text):
        run_xdotool("type", "--delay", "20", text)

    def answer_chooser(self, title, path, button):
        """Gives GTK's own file chooser a path."""
        chooser = self.window_named(title)
        self.keys("ctrl+l")
        entry = wait_for("the entry for a path", lambda: next(chooser.find_all("text"), None))
        entry.enter(str(path))
        chooser.find("button", button).press()

    def save_picture(self, name):
        screen = os.environ["TB_SCREEN"]
        picture.wait_until_settled(screen, self._process.pid)
        picture.save_png(str(self._pictures / f"{name}.png"), *picture.read_pixels(screen))

    def quit(self):
        """Asks it to quit and waits until it has."""
        self.keys("ctrl+q")
        self._process.wait(LIMIT_S)
        return self._process.returncode

    def kill(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
