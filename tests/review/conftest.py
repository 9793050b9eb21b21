"""Reviews and a browser for the tests that look at them; these are skipped where there is no browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleantext.batch.run.command import main as run_batch
from cleantext.batch.run.record import extract_page
from cleantext.batch.settings import SourcePage
from cleantext.review.page import PageDescriber, describe_record
from cleantext.review.write_file import write_review
from review.review_pages import ATTACK_PAGE, TALL_PAGE, TEXT, review, write_pages

CHROMIUM = "/usr/bin/chromium"
#: Without sandbox where root runs it; without what Chromium would ask the network for by itself.
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
#: The safety net of each step, in milliseconds.
PATIENCE = 60_000

#: Pages that have a review of their own.
PAGES = ("mill.txt", "mill.html", "arabic.txt", "japanese.txt")

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; MISSING_BROWSER=fail makes its absence a failure.

    It ends with its module: as long as it runs, the event loop of its thread is taken.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[dev]'")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or CHROMIUM
    if not os.path.exists(path):
        message = "needs a browser: apt-get install chromium, or CHROMIUM=path"
        if os.environ.get("MISSING_BROWSER") == "fail":
            pytest.fail(message)
        pytest.skip(message)
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()


def is_foreign(path: Path, url: str) -> bool:
    """Whether an address is neither the review nor within it."""
    return url.split("#")[0] != path.as_uri() and not url.startswith(("blob:", "data:"))


@pytest.fixture
def show(browser: Any) -> Iterator[Open]:
    """Opens a review; at the end nothing has asked the network, run or failed that is not the review's own."""
    contexts = []
    wrong: list[str] = []

    def leave(request: Any) -> None:
        wrong.append(f"asked for {request.url}")

    def open_review(path: Path, place: str = "", *, refusals: bool = False, **options: Any) -> Any:
        """With ``refusals`` the browser may say what it has refused to load or to run."""
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}} | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        # What reaches the network, from the page, its frames or workers; blob: and data: stay within it.
        context.route(lambda url: is_foreign(path, url), lambda route: (leave(route.request), route.abort()))
        if not refusals:
            context.on("request", lambda request: leave(request) if is_foreign(path, request.url) else None)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"failed: {error}"))
        if not refusals:
            page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: wrong.append(f"asked: {dialog.message}"))
        page.goto(path.as_uri() + place)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_review
    for context in contexts:
        for page in context.pages:
            assert page.title() != "ran"
        context.close()
    assert not wrong


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reviews of one page each, of many, of many against an older run, and of an output without lines."""
    folder = tmp_path_factory.mktemp("reviews")
    pages = write_pages(folder / "pages")
    old, fields = folder / "old.jsonl", folder / "fields.jsonl"
    options = ["--quiet", "--workers", "1"]
    assert run_batch([str(pages), "-o", str(old), "--ledger", *options]) == 0
    assert run_batch([str(pages), "-o", str(fields), *options]) == 0
    made = {"many": review(pages, output=folder / "many.html"), "fields": review(fields, output=folder / "fields.html")}
    single = {name: (pages / name).read_bytes() for name in PAGES}
    for name, raw in {**single, "attack": ATTACK_PAGE, "tall": TALL_PAGE}.items():
        page = SourcePage(name, raw, name, 0)
        made[name] = folder / f"{name}-review.html"
        write_review(str(made[name]), [PageDescriber(inputs=True)(page, extract_page(page))], name)
    changed = TEXT.replace("Share", "Share the mill with your friends").replace(
        "opens after eleven years", "opens at last"
    )
    (pages / "mill.txt").write_text(changed)
    made["compared"] = review(pages, "--against", old, output=folder / "compared.html")
    record = json.loads(old.read_text("utf-8").splitlines()[-1])
    views = (describe_record(record | {"id": f"page {number}"}) for number in range(2000))
    made["long"] = folder / "long.html"
    write_review(str(made["long"]), views, "long")
    return made
