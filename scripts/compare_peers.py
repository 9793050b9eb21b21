"""Write what cleantext and other libraries make of examples/page.html into docs/coming-from.md (needs the extra bench).

python scripts/compare_peers.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import cleantext

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "examples" / "page.html"
DOC = ROOT / "docs" / "coming-from.md"
#: What stands between these lines is written by this script.
BEGIN, END = "<!-- scripts/compare_peers.py writes from here -->", "<!-- to here -->"
#: The rows of the table of fields.
FIELDS = ("headline", "authors", "date", "publisher", "description", "image")
MISSING = "–"


class Result(NamedTuple):
    """The text of the body, and the fields that a library has, by name; one that it does not have is missing."""

    body: str
    fields: dict[str, object]


def run_cleantext(page: str) -> Result:
    article = cleantext.extract(page)
    found = (
        article.headline,
        [author.name for author in article.authors],
        article.published and article.published.iso,
        article.publisher and article.publisher.name,
        article.description,
        article.image and article.image.url,
    )
    return Result(article.body, dict(zip(FIELDS, found, strict=True)))


def run_trafilatura(page: str) -> Result:
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True)
    assert found is not None
    assert not isinstance(found, dict)
    values = (found.title, found.author, found.date, found.sitename, found.description, found.image)
    return Result(found.text or "", dict(zip(FIELDS, values, strict=True)))


def run_newspaper(page: str) -> Result:
    from newspaper import Article

    found = Article("https://courier.example/harbor/night-ferry", fetch_images=False)
    found.download(input_html=page)
    found.parse()
    day = found.publish_date and found.publish_date.isoformat()
    values = (found.title, found.authors, day, found.meta_site_name, found.meta_description, found.top_image)
    return Result(found.text, dict(zip(FIELDS, values, strict=True)))


def run_readability(page: str) -> Result:
    import html_text
    from readability import Document

    found = Document(page)
    return Result(html_text.extract_text(found.summary()), {"headline": found.short_title()})


def run_justext(page: str) -> Result:
    import justext

    paragraphs = justext.justext(page.encode(), justext.get_stoplist("English"))
    return Result("\n".join(one.text for one in paragraphs if not one.is_boilerplate), {})


class Library(NamedTuple):
    """A library: its name in the text, its modules and distribution, what runs it, and the call that is shown."""

    name: str
    modules: tuple[str, ...]
    distribution: str
    run: Callable[[str], Result]
    call: str


LIBRARIES = (
    Library(
        "trafilatura", ("trafilatura",), "trafilatura", run_trafilatura, "bare_extraction(page, with_metadata=True)"
    ),
    Library(
        "newspaper4k", ("newspaper",), "newspaper4k", run_newspaper, "Article(url), download(input_html=page), parse()"
    ),
    Library(
        "readability-lxml",
        ("readability", "html_text"),
        "readability-lxml",
        run_readability,
        "Document(page).summary(), as text by html-text",
    ),
    Library("jusText", ("justext",), "jusText", run_justext, 'justext(page, get_stoplist("English"))'),
)


def missing_modules() -> list[str]:
    """The modules that a comparison needs and this environment does not have."""
    return [module for library in LIBRARIES for module in library.modules if find_spec(module) is None]


def compare() -> str:
    """The part of the page that is written here."""
    page = PAGE.read_text("utf-8")
    results = {"cleantext": run_cleantext(page)} | {one.name: one.run(page) for one in LIBRARIES}
    releases = ", ".join(f"{one.name} {version(one.distribution)}" for one in LIBRARIES)
    lines = [
        f"Run with cleantext {cleantext.__version__}, {releases}, each with its defaults.",
        "",
        *_table(results),
        "",
        f"“{MISSING}”: the library has no such field. “none”: it has the field, and found nothing.",
    ]
    calls = {"cleantext": "extract(page).body"} | {one.name: one.call for one in LIBRARIES}
    for name, result in results.items():
        body = "\n".join(line for line in result.body.splitlines() if line.strip())
        lines += ["", f"**{name}**, `{calls[name]}`:", "", "```text", body, "```"]
    return "\n".join(lines)


def _table(results: dict[str, Result]) -> Iterator[str]:
    for row in (["field", *results], ["---"] * (len(results) + 1)):
        yield f"| {' | '.join(row)} |"
    for field in FIELDS:
        cells = (_cell(result.fields[field]) if field in result.fields else MISSING for result in results.values())
        yield f"| {field} | {' | '.join(cells)} |"


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text.replace("|", "\\|") or "none"


def write_into(text: str) -> str:
    """The page of docs with the present comparison."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{compare()}\n\n{END}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare libraries on examples/page.html.")
    parser.add_argument("--check", action="store_true", help="compare only, exit 1 where docs/coming-from.md differs")
    check = parser.parse_args().check
    if missing := missing_modules():
        print(f"not installed: {', '.join(missing)}; pip install -e '.[bench]'", file=sys.stderr)
        return 1
    old = DOC.read_text("utf-8")
    new = write_into(old)
    if check and old != new:
        print("docs/coming-from.md differs: run python scripts/compare_peers.py", file=sys.stderr)
        return 1
    if not check:
        DOC.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
