"""A headless Chromium, driven by selenium, that trusts our authority and nothing else it should not."""

import base64
import contextlib
import hashlib
import json
import os
import shutil
import urllib.parse
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

DEADLINE_SECONDS = 15


def program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise RuntimeError(
        f"{names[0]} is not installed, and the browser tests need it: `make test` installs Debian's packages "
        "chromium and chromium-driver; elsewhere put both on the PATH"
    )


def public_key_fingerprint(pem: Path) -> str:
    """Base64 SHA-256 of a certificate's public key, as Chromium's switch wants it."""
    (certificate,) = x509.load_pem_x509_certificates(pem.read_bytes())
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(key).digest()).decode()


class Chromium:
    """One browser for all tests; `forget` makes it a new person's."""

    def __init__(self, profile: Path, trusted_keys: list[str]):
        options = webdriver.ChromeOptions()
        options.binary_location = program("chromium", "chromium-browser", "google-chrome")
        for switch in (
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--no-proxy-server",
            "--window-size=900,900",
            f"--user-data-dir={profile}",
            f"--ignore-certificate-errors-spki-list={','.join(trusted_keys)}",
        ):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        self.driver = webdriver.Chrome(options=options, service=Service(program("chromedriver")))
        self.driver.set_page_load_timeout(DEADLINE_SECONDS)
        self.driver.set_script_timeout(DEADLINE_SECONDS)

    def close(self):
        self.driver.quit()

    def forget(self):
        """No cookies, no storage, an empty page and an empty log."""
        self.stay_in_one_window()
        self.driver.get("about:blank")
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.requested_urls()
        self.seen: list[str] = []
        self.driver.get_log("browser")

    def stay_in_one_window(self):
        """Closes what a test has opened beside the first window."""
        first, *others = self.driver.window_handles
        for other in others:
            self.driver.switch_to.window(other)
            self.driver.close()
        self.driver.switch_to.window(first)

    def go(self, url: str, **parameters: str):
        self.driver.get(f"{url}?{urllib.parse.urlencode(parameters)}" if parameters else url)

    def wait(self, condition, message: str = ""):
        return WebDriverWait(self.driver, DEADLINE_SECONDS, poll_frequency=0.02).until(lambda _: condition(), message)

    def find(self, selector: str):
        """The element, as soon as it is there."""
        self.wait(lambda: self.driver.find_elements(By.CSS_SELECTOR, selector), f"{selector} at {self.address}")
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def has(self, selector: str) -> bool:
        return bool(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def text(self, selector: str) -> str:
        return self.find(selector).text

    def type(self, text: str):
        """Types where the keyboard is: nothing is clicked and nothing is looked up."""
        webdriver.ActionChains(self.driver).send_keys(text).perform()

    def press(self, *keys: str):
        self.type("".join(keys))

    @property
    def focused(self) -> str:
        return self.driver.execute_script("return document.activeElement.id")

    @property
    def address(self) -> str:
        return self.driver.current_url

    def arrived(self, url: str) -> dict[str, str]:
        """Waits until the browser is at `url`; answers the parameters there, of the query or the fragment."""
        self.wait(lambda: self.address.split("#")[0].split("?")[0] == url, f"never came to {url}")
        parts = urllib.parse.urlsplit(self.address)
        return dict(urllib.parse.parse_qsl(parts.fragment or parts.query))

    def log_in(self, username: str, password: str):
        """With the keyboard alone, on the hosted page."""
        self.find("#login-form")
        self.wait(lambda: self.focused == "username", "the e-mail field has the keyboard")
        self.type(username)
        self.press(Keys.TAB)
        self.type(password)
        self.press(Keys.ENTER)

    def message_to(self, origin: str, url: str) -> dict:
        """Opens `url` in a frame of the page at `origin`; answers the first message that page then gets."""
        self.go(f"{origin}/")
        return self.driver.execute_async_script(
            """
            const [url, done] = arguments;
            window.addEventListener("message", event => done({ origin: event.origin, data: event.data }));
            const frame = document.createElement("iframe");
            frame.src = url;
            document.body.append(frame);
            """,
            url,
        )

    def requested_urls(self) -> list[str]:
        """Every URL asked for since the last call."""
        messages = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def visited(self, all_of_the_test: bool = False) -> list[str]:
        """The addresses of the network among them."""
        urls = [url for url in self.requested_urls() if url.startswith(("http:", "https:", "ws:", "wss:"))]
        self.seen += urls
        return self.seen if all_of_the_test else urls

    def complaints(self) -> list[str]:
        """What the console has complained of since the last call, such as a breach of the page's own policy."""
        return [e["message"] for e in self.driver.get_log("browser") if e["level"] in ("SEVERE", "WARNING")]

    @contextlib.contextmanager
    def narrow(self, dark: bool = False):
        """The screen of a small telephone."""
        screen = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def fits(self) -> bool:
        return self.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")

    def look_both(self, name: str):
        """The page on a wide screen, and on a narrow one, where nothing may stand out at its side."""
        self.look(name)
        with self.narrow():
            self.look(f"{name}-narrow")
            assert self.fits(), f"{name} is wider than a small screen"

    def look(self, name: str):
        """Keeps a picture of the whole page where UNDERSTUDY_SCREENSHOTS says."""
        if directory := os.environ.get("UNDERSTUDY_SCREENSHOTS"):
            Path(directory).mkdir(parents=True, exist_ok=True)
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            picture = self.driver.execute_cdp_cmd(
                "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
            )
            (Path(directory) / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))
