"""Draw the reviews of docs/gallery.md as docs/img/gallery/NAME.png (needs the extra "review", playwright and Chromium).

python scripts/draw_gallery.py

The pages are fixtures of the tests. Pictures differ a little with the fonts and the release of the browser, so nothing
compares them; draw them again when reviews look different.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from cleantext.review.command import main as write_review

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img" / "gallery"
FIXTURES = ROOT / "tests" / "fixtures"
#: The page of each picture, and the colours that it is shown in.
PAGES = {
    "sponsors": ("family/five-sponsor-lines/page.txt", "light"),
    "newspaper": ("html/en-jsonld-bridge/page.html", "light"),
    "blog": ("blog/de-hochbeet-herbst/page.txt", "dark"),
    "instructions": ("html/en-howto-lists/page.html", "light"),
    "urdu": ("newspaper/station-clock-ur/page.txt", "light"),
    "chinese": ("government/zh-library-notice/page.txt", "light"),
    "live-report": ("live_blog/flood-night/page.txt", "dark"),
    "paywall": ("newspaper/paywalled-zoning/page.txt", "light"),
}
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SIZE = {"width": 1280, "height": 960}


def main() -> None:
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    os.chdir(FIXTURES)  # so that the reviews name no folder of this machine
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        for name, (page, scheme) in PAGES.items():
            review = Path(folder, f"{name}.html")
            if write_review([page, "-o", str(review), "--quiet"]):
                raise SystemExit(1)
            view = browser.new_page(viewport=SIZE, color_scheme=scheme)
            view.goto(review.as_uri())
            view.wait_for_selector(".line")
            view.locator(".line[class*=f-site]").first.click()
            view.screenshot(path=PICTURES / f"{name}.png")
            view.close()
        browser.close()


if __name__ == "__main__":
    main()
