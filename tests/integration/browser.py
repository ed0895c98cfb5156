"""A page in a real headless Chromium, and what it did that it must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without its sandbox: tests may run as root, and the pages are ours."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Seen:
    """A page with what it asked of the network, its dialogs and its errors."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.file = file
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": 1400, "height": 900})
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message))

    def open(self, address: str = "") -> Page:
        """The page at an address, as if it had never been open."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.file.as_uri()}{address}")
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def view(self) -> str:
        """The last step of the trail."""
        return self.page.inner_text("#trail [aria-current]")
