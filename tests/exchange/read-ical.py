#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what python3-icalendar, a parser that is not ours, finds in a calendar: a line a property.

read-ical.py FILE
"""

import sys

from icalendar import Calendar


def say(name, value):
    print(f"{name}={str(value)!r}")


def say_time(name, property_):
    moment = property_.dt
    zone = property_.params.get("TZID", "")
    say(name, f"{moment.isoformat()} {zone}".strip())


def main():
    with open(sys.argv[1], "rb") as file:
        calendar = Calendar.from_ical(file.read())
    say("name", calendar["X-WR-CALNAME"])
    say("zones", [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")])
    for event in calendar.walk("VEVENT"):
        if event.errors:
            sys.exit(f"{event['UID']}: {event.errors}")
        print()
        for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION"):
            if name in event:
                say(name, event[name])
        if "CATEGORIES" in event:
            say("CATEGORIES", [str(category) for category in event["CATEGORIES"].cats])
        if "ORGANIZER" in event:
            say("ORGANIZER", event["ORGANIZER"].params["CN"])
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            if name in event:
                say_time(name, event[name])


if __name__ == "__main__":
    main()
