#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""own-names.py NAME...: has those names on the session bus, and answers pings there, until it is ended."""

import sys

from gi.repository import Gio, GLib

for name in sys.argv[1:]:
    Gio.bus_own_name(Gio.BusType.SESSION, name, Gio.BusNameOwnerFlags.NONE, None, None, None)
GLib.MainLoop().run()
