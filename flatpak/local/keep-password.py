# SPDX-License-Identifier: GPL-3.0-or-later
"""Run in the sandbox: keeps a password with libsecret and looks it up again."""

import gi

gi.require_version("Secret", "1")
from gi.repository import Secret

schema = Secret.Schema.new("io.github.towerbranch.Check", Secret.SchemaFlags.NONE, {"what": Secret.SchemaAttributeType.STRING})
Secret.password_store_sync(schema, {"what": "check"}, Secret.COLLECTION_DEFAULT, "check", "密码", None)
print("kept:", Secret.password_lookup_sync(schema, {"what": "check"}, None))
