"""Measure a review of many pages in Chromium: how long it takes to open it and a page of it, and to scroll its list.

    python benchmarks/review.py --pages 5000

The pages are invented here. Needs the extra "review", playwright and Chromium (CHROMIUM=path).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from cleantext.review.command import main as run_review

WORDS = (
    "the weir above old mill in Orrin was opened on Monday after years of flood engineers river board replaced forty"
    " beams oak and paved path along bank with slate miller said that wheel would turn again three days a week first"
).split()
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
#: Steps of the list that are scrolled, and pixels of each: about what a quick hand does in ten seconds.
STEPS, PIXELS = 300, 700
#: Scrolls, frame by frame; the milliseconds between frames, and those that drawing the rows takes.
SCROLL = """([steps, pixels]) => new Promise((resolve) => {
    const table = document.getElementById("table");
    const [times, draws] = [[], []];
    let last = performance.now();
    const step = () => {
        const now = performance.now();
        times.push(now - last);
        last = now;
        table.scrollTop += pixels;
        drawRows();
        draws.push(performance.now() - now);
        if (times.length < steps) requestAnimationFrame(step);
        else resolve([times.slice(1), draws]);
    };
    requestAnimationFrame(step);
})"""


def make_page(random_words: random.Random) -> str:
    """A dump of about 3,000 characters: menu, headline, byline, date, paragraphs, furniture."""

    def sentence(count: int) -> str:
        return " ".join(random_words.choices(WORDS, k=count)).capitalize()

    paragraphs = [sentence(random_words.randint(25, 60)) + "." for _ in range(9)]
    menu = ["Home", "News", "Sport", "Log in", "Share", "Print"]
    foot = ["Subscribe to our newsletter", "Most read", sentence(6), sentence(7), "All rights reserved."]
    return "\n\n".join([*menu, sentence(7), "By Ada Moreno", "9 March 2024", *paragraphs, *foot])


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3, help="how often the review is opened")
    parser.add_argument("--keep", metavar="FILE", help="keep the review under this name")
    options = parser.parse_args()
    words = random.Random(7)
    pages = [make_page(words) for _ in range(options.pages)]
    with tempfile.TemporaryDirectory() as folder:
        source, review = Path(folder, "pages.jsonl"), Path(options.keep or Path(folder, "review.html")).resolve()
        rows = (
            {"id": f"{at}", "url": f"https://www.site{at % 40}.example/{at}", "text": page}
            for at, page in enumerate(pages)
        )
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        started = time.perf_counter()
        if run_review([str(source), "-o", str(review), "--quiet"]):
            raise SystemExit(1)
        made = time.perf_counter() - started
        text = sum(len(page.encode()) for page in pages)
        size = review.stat().st_size
        print(f"written: {made:.1f} s, {size / 1e6:.1f} MB for {text / 1e6:.1f} MB of text")
        print(f"beside the pages' own text: {(size - text) / options.pages:,.0f} bytes a page")
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
            opened, first, frames, draws = [], [], [], []
            for _ in range(options.runs):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                opened.append(open_review(page, review))
                for known, new in zip((frames, draws), page.evaluate(SCROLL, [STEPS, PIXELS]), strict=True):
                    known += new
                started = time.perf_counter()
                page.evaluate(f"location.hash = '#/{options.pages // 2}'")
                page.wait_for_selector(".line")
                first.append(time.perf_counter() - started)
                page.close()
            browser.close()
        frames.sort()
        print(f"open: {statistics.median(opened):.2f} s; a page: {1000 * statistics.median(first):.0f} ms")
        draws.sort()
        late = sum(one > 50 for one in frames)
        print(f"frames: median {statistics.median(frames):.1f} ms, 99 of 100 below {find_99(frames):.1f} ms,", end=" ")
        print(f"{late} of {len(frames):,} later than 50 ms")
        print(f"drawing the rows: median {statistics.median(draws):.1f} ms, 99 of 100 below {find_99(draws):.1f} ms")


def find_99(times: list[float]) -> float:
    return times[len(times) * 99 // 100]


def open_review(page: Any, review: Path) -> float:
    """Seconds until the list can be used."""
    started = time.perf_counter()
    page.goto(review.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
