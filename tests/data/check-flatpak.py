#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Flatpak manifests ask for, and that every archive in them is pinned.

check-flatpak.py SOURCE_ROOT APPLICATION_ID
"""

import json
import pathlib
import re
import sys

import tap

# Files, secrets, printing, notifications and the background come by portals, which need no permission.
PERMISSIONS = {"--share=ipc", "--share=network", "--socket=fallback-x11", "--socket=wayland", "--device=dri"}
SETTINGS = {"--env=FONTCONFIG_FILE=/app/etc/fonts/fonts.conf"}


def read(path):
    return json.loads(path.read_text("utf-8"))


def get_modules(folder, manifest):
    return [read(folder / module) if isinstance(module, str) else module for module in manifest["modules"]]


def find_unpinned(modules):
    for module in modules:
        for source in module["sources"]:
            if "url" in source and not re.fullmatch("[0-9a-f]{64}", source.get("sha256", "")):
                yield f"{module['name']}: {source['url']} has no digest"
            if "url" in source and not source["url"].startswith("https://"):
                yield f"{module['name']}: {source['url']} is not fetched over HTTPS"


def check_manifest(manifest, application_id):
    if manifest["id"] != application_id:
        yield f"the id is {manifest['id']}"
    if (manifest["runtime"], manifest["sdk"]) != ("org.gnome.Platform", "org.gnome.Sdk"):
        yield "the runtime is not GNOME's"
    if set(manifest["finish-args"]) != PERMISSIONS | SETTINGS:
        yield f"the permissions are {manifest['finish-args']}"


def without_profile(manifest):
    """What must be the same of the two manifests."""
    common = {key: value for key, value in manifest.items() if key not in ("id", "desktop-file-name-suffix")}
    program = common["modules"][-1]
    options = [option for option in program["config-opts"] if option != "-Dprofile=development"]
    return {**common, "modules": [*common["modules"][:-1], {**program, "config-opts": options}]}


def main():
    folder = pathlib.Path(sys.argv[1]) / "flatpak"
    application_id = sys.argv[2]
    released = read(folder / f"{application_id}.json")
    development = read(folder / f"{application_id}.Devel.json")
    modules = get_modules(folder, released)

    tap.check("every archive is pinned", find_unpinned(modules))
    tap.check("an archive with no digest is found",
              [] if list(find_unpinned([{"name": "made up", "sources": [{"type": "archive", "url": "https://a/b"}]}])) else ["no"])
    tap.check("the manifest asks for what is needed", check_manifest(released, application_id))
    tap.check("so does that of the development profile", check_manifest(development, f"{application_id}.Devel"))
    tap.check("they differ in the profile only",
              [] if without_profile(released) == without_profile(development) else ["they differ in more"])
    tap.check("the development profile is asked for",
              [] if "-Dprofile=development" in development["modules"][-1]["config-opts"] else ["it is not"])
    tap.finish()


if __name__ == "__main__":
    main()
