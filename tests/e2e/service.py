# SPDX-License-Identifier: GPL-3.0-or-later
"""The service of tests/service on this machine, and a desk's register connected to it.

Needs node and its modules, as build-aux/with-modules provides them.
"""

import os
import pathlib
import subprocess

from jobs import run_ctl

SERVER = pathlib.Path(__file__).resolve().parents[1] / "service" / "server.js"
ADMINISTRATOR, USER, BRANCH = "administrator", "secretary", "branch"
PASSWORD = "only-for-tests"


class Service:
    """Runs until it is closed."""

    def __init__(self, folder):
        # The desktop's keyring is a file here.
        os.environ.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PASSWORD=PASSWORD, SECRET_FILE_TEST_PATH=f"{folder}/keyring")
        self._password_file = pathlib.Path(folder) / "password"
        self._password_file.write_text(PASSWORD, "utf-8")
        self._process = subprocess.Popen(
            ["node", SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TB_SERVICE_ADMIN": f"{ADMINISTRATOR}:{PASSWORD}"},
        )
        self.address = f"http://127.0.0.1:{self._process.stdout.readline().strip()}"

    def connect(self):
        """The register on this desk: all of it is exchanged when this returns."""
        author = run_ctl("history")[0]["actor"]
        login = ("--branch", BRANCH, "--password-file", str(self._password_file))
        user = ("--user", USER, "--role", "committee", "--signs", author, "--user-password-file", str(self._password_file))
        run_ctl("service", "setup", self.address, *login, "--name", ADMINISTRATOR, *user)
        run_ctl("sync", "connect", self.address, *login, "--name", USER)
        run_ctl("sync", "--once")

    def close(self):
        self._process.stdin.close()
        self._process.wait()
