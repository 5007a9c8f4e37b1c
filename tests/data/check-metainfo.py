#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What metainfo says beside what the rest of the tree says: releases as in NEWS, screenshots that are there, one id, both languages.

check-metainfo.py SOURCE_ROOT VERSION METAINFO DESKTOP_FILE
"""

import configparser
import datetime
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as ElementTree

import tap

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LARGEST = (1000, 700)
# gettext's name of the language; in XML newer versions of msgfmt write the other one.
LANGUAGE = "zh_CN"
LANGUAGES_OF_XML = (LANGUAGE, "zh-Hans-CN")


def fold(text):
    return " ".join((text or "").split())


def read_news(path):
    """The versions in NEWS, each with its first paragraph."""
    parts = re.split(r"^Version (\S+)\n=+\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [(version, fold(body.strip().split("\n\n")[0])) for version, body in zip(parts[::2], parts[1::2])]


def find_own(element, path):
    """Elements in the language of the source."""
    return [found for found in element.findall(path) if LANG not in found.attrib]


def check_releases(component, news, version):
    releases = component.findall("releases/release")
    told = [(release.get("version"), fold(find_own(release, "description/p")[0].text)) for release in releases]
    if told != news:
        yield f"metainfo has {told}, NEWS {news}"
    if told[0][0] != version:
        yield f"the newest release is {told[0][0]}, meson.build says {version}"


def check_dates(component):
    dates = [datetime.date.fromisoformat(release.get("date")) for release in component.findall("releases/release")]
    if dates != sorted(dates, reverse=True):
        yield f"not the newest first: {dates}"
    if max(dates) > datetime.date.today():
        yield f"{max(dates)} is still to come"


def check_screenshots(component, root):
    screenshots = component.findall("screenshots/screenshot")
    if not screenshots:
        yield "there are none"
    for screenshot in screenshots:
        for image in screenshot.findall("image"):
            path = root / "data" / "screenshots" / image.text.split("/screenshots/")[1]
            if not path.exists():
                yield f"{path} is not there"
                continue
            size = struct.unpack(">II", path.read_bytes()[16:24])
            if size != (int(image.get("width")), int(image.get("height"))) or size > LARGEST or size[1] > LARGEST[1]:
                yield f"{path} is {size[0]} × {size[1]}"
        languages = {image.get(LANG) for image in screenshot.findall("image")}
        if None not in languages or not languages.intersection(LANGUAGES_OF_XML):
            yield f"“{screenshot.find('caption').text}” has pictures for {languages}"


def check_languages(component):
    """Whatever a person reads is there twice: in English and in Chinese."""
    for path in (
        "name",
        "summary",
        "description/p",
        "description/ul/li",
        "developer/name",
        "keywords/keyword",
        "releases/release/description/p",
        "releases/release/description/ul/li",
        "screenshots/screenshot/caption",
    ):
        own = len(find_own(component, path))
        chinese = len([found for found in component.findall(path) if found.get(LANG) in LANGUAGES_OF_XML])
        if own == 0 or own != chinese:
            yield f"{path}: {own} in English, {chinese} in Chinese"


def check_id(component, desktop, root):
    application = component.find("id").text
    source = application.removesuffix(".Devel")  # the development profile has an icon of its own, and nothing else
    icons = root / "data" / "icons" / "hicolor"
    for expected in (
        root / "data" / f"{source}.desktop.in",
        root / "data" / f"{source}.gschema.xml",
        icons / "scalable" / "apps" / f"{application}.svg",
        icons / "symbolic" / "apps" / f"{source}-symbolic.svg",
    ):
        if not expected.exists():
            yield f"{expected.relative_to(root)} is not there"
    if desktop["Desktop Entry"]["Icon"] != application:
        yield f"the desktop file's icon is {desktop['Desktop Entry']['Icon']}"
    if component.find("launchable").text != f"{application}.desktop":
        yield f"metainfo launches {component.find('launchable').text}"


def check_actions(desktop):
    actions = desktop["Desktop Entry"]["Actions"].rstrip(";").split(";")
    groups = [name.removeprefix("Desktop Action ") for name in desktop.sections() if name.startswith("Desktop Action ")]
    if actions != groups:
        yield f"Actions names {actions}, the file describes {groups}"
    for name in groups:
        group = desktop[f"Desktop Action {name}"]
        if not group.get("Exec", "").endswith(f" --do {name}"):
            yield f"{name} is run by {group.get('Exec')}"
        if not group.get(f"Name[{LANGUAGE}]"):
            yield f"{name} has no Chinese name"
    if not desktop["Desktop Entry"].get(f"Keywords[{LANGUAGE}]"):
        yield "there are no Chinese keywords"


def main():
    root, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    component = ElementTree.parse(sys.argv[3]).getroot()
    desktop = configparser.RawConfigParser(strict=False, delimiters="=")
    desktop.optionxform = str
    desktop.read(sys.argv[4], "utf-8")

    tap.check("releases are those of NEWS", check_releases(component, read_news(root / "NEWS"), version))
    tap.check("releases stand newest first, none in the future", check_dates(component))
    tap.check("screenshots are there, in both languages, no larger than allowed", check_screenshots(component, root))
    tap.check("both languages say as much", check_languages(component))
    tap.check("one id everywhere", check_id(component, desktop, root))
    tap.check("actions of the desktop file", check_actions(desktop))
    tap.finish()


if __name__ == "__main__":
    main()
