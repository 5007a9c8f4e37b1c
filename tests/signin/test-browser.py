#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sign-in page in a real browser of a phone's size, with this script as the desk.

test-browser.py SIGN_IN_PROGRAM LOCALE_DIR CHROMEDRIVER PICTURES: the pictures taken are kept in that folder.
"""

import base64
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "data"))
import tap  # noqa: E402

TOKEN = "AAAAbbbbCCCCdddd0000-_-_1111"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ENTER = "\ue007"
WIDTH, HEIGHT = 360, 640
FINGER = 44  # pixels of the smallest thing that is easily touched


class Desk:
    """Starts the page's program and answers it."""

    def __init__(self, program, locale_dir):
        environment = {"LC_ALL": "zh_CN.UTF-8", "TB_LOCALE_DIR": locale_dir}
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8", bufsize=1, env=environment)
        self.say(op="open", token=TOKEN, address="127.0.0.1", port=0, seconds=600)
        self.url = f"http://127.0.0.1:{self.hear()['port']}/{TOKEN}"

    def say(self, **message):
        print(json.dumps(message), file=self.process.stdin)

    def hear(self):
        return json.loads(self.process.stdout.readline())

    def judge(self, result):
        """Gives the next attempt, answered."""
        attempt = self.hear()
        self.say(op="answer", attempt=attempt["attempt"], result=result)
        return attempt

    def close(self):
        self.process.stdin.close()
        return self.process.wait(timeout=30)


class Driver:
    """chromedriver on a port of its own choice."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--port=0"], stdout=subprocess.PIPE, text=True)
        line = ""
        while "started successfully on port " not in line:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("chromedriver has ended")
        self.url = f"http://127.0.0.1:{line.rsplit('on port ', 1)[1].strip(' .' + chr(10))}"

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Phone:
    """A browser in which nobody has been before."""

    def __init__(self, driver, language, scripts=True):
        self.driver = driver
        self.folder = tempfile.TemporaryDirectory()
        preferences = {"intl.accept_languages": language}
        if not scripts:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     "--disable-background-networking", f"--user-data-dir={self.folder.name}"],
            "prefs": preferences,
            "mobileEmulation": {"deviceMetrics": {"width": WIDTH, "height": HEIGHT, "pixelRatio": 2, "touch": True}},
        }
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.session = f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.driver.url + path, data, {"Content-Type": "application/json"}, method=method)
        # No proxy: the driver is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()[:500]}") from error

    def do(self, command, **arguments):
        return self.call("POST", self.session + command, arguments)

    def get(self, command):
        return self.call("GET", self.session + command)

    def find(self, selector):
        return self.do("/element", using="css selector", value=selector)[ELEMENT]

    def text(self, selector="main"):
        return self.get(f"/element/{self.find(selector)}/text")

    def value(self, selector):
        return self.get(f"/element/{self.find(selector)}/property/value")

    def rect(self, selector):
        return self.get(f"/element/{self.find(selector)}/rect")

    def fill(self, selector, text):
        element = self.find(selector)
        self.do(f"/element/{element}/clear")
        self.do(f"/element/{element}/value", text=text)

    def send(self, name, digits, by_key):
        """With the key that phones offer when the last field is filled in, or else with the button."""
        self.fill("#name", name)
        self.fill("#digits", digits + ENTER if by_key else digits)
        if not by_key:
            self.do(f"/element/{self.find('button')}/click")

    def dark(self):
        media = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        self.do("/goog/cdp/execute", cmd="Emulation.setEmulatedMedia", params=media)

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.get("/screenshot")))

    def complaints(self):
        """What the browser has against the page, but for the icon that there is not."""
        log = self.do("/se/log", type="browser")
        return [entry["message"] for entry in log if "favicon.ico" not in entry["message"]]

    def close(self):
        self.call("DELETE", self.session)
        self.folder.cleanup()


def sign_in(desk, phone, name, digits, result, by_key=True):
    """Fills in the form, answers it, and gives what the desk was told."""
    # Pressing the button waits for the answer, which somebody else gives meanwhile.
    with concurrent.futures.ThreadPoolExecutor() as executor:
        attempt = executor.submit(desk.judge, result)
        phone.send(name, digits, by_key)
        return attempt.result(timeout=30)


def expect(what, found, wanted):
    if found != wanted:
        yield f"{what}: {found!r}, not {wanted!r}"


def expect_in(what, found, wanted):
    if wanted not in found:
        yield f"{what}: {wanted!r} is not in {found!r}"


def check_size(phone):
    """Nothing beyond the edge, everything large enough for a finger, one below the other."""
    below = 0
    for selector in ("#name", "#digits", "button"):
        rect = phone.rect(selector)
        if rect["x"] < 0 or rect["x"] + rect["width"] > WIDTH:
            yield f"{selector} is cut off: {rect}"
        if rect["height"] < FINGER or rect["width"] < FINGER:
            yield f"{selector} is small: {rect}"
        if rect["y"] < below:
            yield f"{selector} lies over what is above it: {rect}"
        below = rect["y"] + rect["height"]
    if phone.rect("html")["width"] > WIDTH:
        yield "the page is wider than the phone"
    if below > HEIGHT:
        yield f"the button is below the edge, at {below}"


def run_chinese(desk, driver, pictures):
    phone = Phone(driver, "zh-CN,zh")
    phone.do("/url", url=desk.url)
    tap.check("zh: the page is Chinese", [*expect("title", phone.get("/title"), "活动签到"),
                                          *expect_in("words", phone.text(), "手机号后四位")])
    tap.check("zh: it fits a phone", check_size(phone))
    phone.picture(pictures / "sign-in-page-zh.png")

    attempt = sign_in(desk, phone, "曾伟", "0001", "recorded", by_key=False)
    tap.check("zh: the desk hears what was typed", [*expect("name", attempt["name"], "曾伟"),
                                                    *expect("digits", attempt["digits"], "0001"),
                                                    *expect("token", attempt["token"], TOKEN)])
    tap.check("zh: the page says that it is recorded", expect("heading", phone.text("h1"), "签到成功"))
    phone.picture(pictures / "sign-in-page-zh-recorded.png")
    tap.check("zh: the browser has nothing against it", phone.complaints())
    tap.check("zh: no cookie is set", expect("cookies", phone.get("/cookie"), []))
    phone.close()


def run_without_scripts(desk, driver, pictures):
    phone = Phone(driver, "en-GB,en", scripts=False)
    phone.do("/url", url=desk.url)
    tap.check("no scripts: the page is English", expect("heading", phone.text("h1"), "Event Sign-in"))

    hostile = '"><img src=x onerror=alert(1)>'
    sign_in(desk, phone, hostile, "0001", "not-found")
    tap.check("no scripts: not found is told", [*expect("heading", phone.text("h1"), "Not Found"),
                                                *expect_in("words", phone.text(), "ask at the sign-in desk")])
    tap.check("no scripts: what was typed is there to be mended, and nothing else",
              [*expect("name", phone.value("#name"), hostile), *expect("digits", phone.value("#digits"), "")])
    phone.picture(pictures / "sign-in-page-en-not-found.png")

    sign_in(desk, phone, "Ann Lee", "０００２", "closed")
    tap.check("no scripts: closed is told", expect("heading", phone.text("h1"), "Sign-in Is Closed"))
    phone.do("/url", url=desk.url)
    attempt = sign_in(desk, phone, "Ann Lee", "０００２", "recorded")
    tap.check("no scripts: full-width digits are digits", expect("digits", attempt["digits"], "0002"))
    tap.check("no scripts: it is recorded", expect("heading", phone.text("h1"), "Signed In"))
    phone.close()


def run_dark(desk, driver, pictures):
    phone = Phone(driver, "zh-CN,zh")
    phone.dark()
    phone.do("/url", url=desk.url)
    phone.picture(pictures / "sign-in-page-dark.png")
    colour = phone.get(f"/element/{phone.find('body')}/css/background-color")
    tap.check("dark: the page is dark where the phone is", expect("back", colour, "rgba(29, 29, 32, 1)"))
    phone.do("/url", url=desk.url[:-1] + "2")
    tap.check("an old code is closed", expect("heading", phone.text("h1"), "签到已关闭"))
    phone.close()


def main():
    program, locale_dir, chromedriver, pictures = sys.argv[1:]
    pictures = pathlib.Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)

    desk = Desk(program, locale_dir)
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        driver = Driver(chromedriver)
        try:
            run_chinese(desk, driver, pictures)
            run_without_scripts(desk, driver, pictures)
            run_dark(desk, driver, pictures)
        finally:
            driver.close()
    tap.check("the page's program ends with its input", expect("status", desk.close(), 0))
    tap.finish()


if __name__ == "__main__":
    main()
