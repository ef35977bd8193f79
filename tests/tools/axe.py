"""axe.py CHROMIUM AXE.js PICTURE.png PAGE.html...   checks pages in a browser without a window.

Each page is opened from its file at 320 pixels and at 400 % (1,280 pixels wide), light and dark,
and judged by axe-core. Prints a line a check; exit 1 if any fails. The last is kept as a picture."""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from websocket import create_connection

chromium, axe, picture, *pages = sys.argv[1:]
profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
browser = subprocess.Popen(
    [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
     "--remote-allow-origins=*", f"--user-data-dir={profile.name}", "about:blank"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
number = 0


def call(connection, method, **params):
    """One command of the DevTools protocol, and its answer."""
    global number
    number += 1
    connection.send(json.dumps({"id": number, "method": method, "params": params}))
    while True:
        answer = json.loads(connection.recv())
        if answer.get("id") == number:
            if "error" in answer:
                sys.exit(f"{method}: {answer['error']}")
            return answer["result"]


def value(connection, expression):
    result = call(connection, "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
    return result["result"].get("value")


try:
    port = pathlib.Path(profile.name, "DevToolsActivePort")
    begun = time.monotonic()
    while not (port.exists() and port.read_text().count("\n")):
        if time.monotonic() - begun > 60:
            sys.exit("the browser did not start")
        time.sleep(0.05)
    at, path = port.read_text().split("\n")[:2]
    whole = create_connection(f"ws://127.0.0.1:{at}{path}", timeout=60)
    target = call(whole, "Target.createTarget", url="about:blank")["targetId"]
    page = create_connection(f"ws://127.0.0.1:{at}/devtools/page/{target}", timeout=60)
    script = pathlib.Path(axe).read_text()
    bad = False
    for file in pages:
        for scheme in ("light", "dark"):
            # 400 % of a window of 1,280 pixels leaves 320 pixels, each four by four.
            for name, factor in (("320 pixels", 1), ("400 %", 4)):
                call(page, "Emulation.setDeviceMetricsOverride", width=320, height=800, deviceScaleFactor=factor, mobile=False)
                call(page, "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
                call(page, "Page.navigate", url=pathlib.Path(file).resolve().as_uri())
                while value(page, "document.readyState + location.protocol") != "completefile:":
                    time.sleep(0.02)
                value(page, script + ";0")
                found = value(page, "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => r.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html).join(' ')))")
                wide = value(page, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                good = found == [] and wide == 0
                bad |= not good
                said = "no violation, no sideways scrolling" if good else f"{found}, {wide} pixels too wide"
                print(f"{'/'.join(pathlib.Path(file).parts[-2:])}, {scheme}, {name}: {said}")
    shot = call(page, "Page.captureScreenshot", captureBeyondViewport=True)
    pathlib.Path(picture).write_bytes(base64.b64decode(shot["data"]))
finally:
    browser.kill()
    browser.wait()
sys.exit(bad)
