# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium, driven over a pipe with its DevTools protocol: what the
tests of the report page need, and no package but the browser."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

CHROMIUM = shutil.which("chromium")

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--remote-debugging-pipe",
    # Nothing in here may reach a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# Key name: (code, virtual key code, the text that it types)
KEYS = {"Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"),
        "Space": ("Space", 32, " "), "Escape": ("Escape", 27, "")}


class Browser:
    """One browser with one page. Not for several threads."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="beachcomb-chromium-")
        read_end, to_browser = os.pipe()
        from_browser, write_end = os.pipe()
        # The shell puts the ends where the browser wants them.
        command = f'exec "$@" 3<&{read_end} 4>&{write_end}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, "bash", CHROMIUM,
             f"--user-data-dir={self.profile}", *FLAGS],
            pass_fds=[read_end, write_end], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_end)
        os.close(write_end)
        self.to_browser, self.from_browser = to_browser, from_browser
        self.pending = b""
        self.last_id = 0
        self.session = None
        self.events = []
        self.scripts_run = True
        target = self.call("Target.createTarget", url="about:blank")
        self.session = self.call("Target.attachToTarget", flatten=True,
                                 targetId=target["targetId"])["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.size(1280, 900)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self, deadline):
        while b"\0" not in self.pending:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.from_browser], [], [],
                                              left)[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self.from_browser, 1 << 20)
            if not piece:
                raise EOFError("the browser has ended")
            self.pending += piece
        text, self.pending = self.pending.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.last_id += 1
        request = {"id": self.last_id, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        data = json.dumps(request).encode() + b"\0"
        while data:
            data = data[os.write(self.to_browser, data):]
        deadline = time.monotonic() + 180
        while True:
            message = self.message(deadline)
            if message.get("id") == self.last_id:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            if "method" in message:
                self.events.append((message["method"], message["params"]))

    def named(self, method):
        return [params for name, params in self.events if name == method]

    def open(self, url):
        """Loads a page, and returns how long that took in seconds."""
        self.events.clear()
        start = time.monotonic()
        self.call("Page.navigate", url=url)
        while not self.named("Page.loadEventFired"):
            self.call("Runtime.evaluate", expression="1")
            time.sleep(0.01)
        self.js("document.body.getBoundingClientRect().height")
        # What is clicked before the first frame may be lost.
        if self.scripts_run:
            self.js("new Promise(r => requestAnimationFrame(() => "
                    "requestAnimationFrame(r)))")
        else:
            self.call("Page.captureScreenshot", format="jpeg", quality=1)
        return time.monotonic() - start

    def js(self, expression):
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression,
                           returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def requests(self):
        return [r["request"]["url"]
                for r in self.named("Network.requestWillBeSent")]

    def complaints(self):
        """Whatever the console has, and dialogs."""
        return [params for name, params in self.events if name in (
            "Runtime.consoleAPICalled", "Runtime.exceptionThrown",
            "Log.entryAdded", "Page.javascriptDialogOpening")]

    def click(self, selector):
        """With the mouse, on the first line of the element."""
        self.js(f"document.querySelector({json.dumps(selector)})"
                ".scrollIntoView({block: 'center'})")
        x, y = self.js(
            f"(() => {{ const r = document.querySelector("
            f"{json.dumps(selector)}).getClientRects()[0];"
            "return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y,
                      button="left", clickCount=1)

    def key(self, name):
        code, number, text = KEYS[name]
        common = {"key": text if text == " " else name, "code": code,
                  "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text,
                  **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text):
        for letter in text:
            self.call("Input.dispatchKeyEvent", type="char", text=letter)

    def wait(self, expression, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.js(expression):
                return True
            time.sleep(0.02)
        return False

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width,
                  height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": name}])

    def media(self, name):
        self.call("Emulation.setEmulatedMedia", media=name)

    def scripts(self, allowed):
        self.call("Emulation.setScriptExecutionDisabled", value=not allowed)
        self.scripts_run = allowed

    def screenshot(self, path, whole=True):
        shot = self.call("Page.captureScreenshot", format="png",
                         captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def pdf(self):
        return base64.b64decode(self.call(
            "Page.printToPDF", preferCSSPageSize=True,
            printBackground=False)["data"])
