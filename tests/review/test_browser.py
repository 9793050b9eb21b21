"""Reviews in a browser: what people see, click and type, by mouse, by keyboard and with a screen reader."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import fixtures_reader
from cleantext.review.page import SHOWN_FIELDS
from review.conftest import Open
from review.review_pages import ATTACKS, HTML, PARAGRAPHS, TEXT

pytestmark = pytest.mark.browser

Reviews = dict[str, Path]


def line(page: Any, text: str) -> Any:
    return page.locator(".line", has_text=text).first


def chosen(page: Any) -> str:
    return str(page.locator('.line[aria-selected="true"] .text').inner_text())


def find_violations(page: Any) -> list[str]:
    """What axe-core finds, each with the elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]


# -- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["mill.html", "many", "compared", "fields", "arabic.txt"])
def test_axe_finds_nothing(show: Open, reviews: Reviews, name: str, scheme: str) -> None:
    page = show(reviews[name], color_scheme=scheme)
    assert find_violations(page) == []
    if name in ("compared", "fields"):
        page.locator(".table-body a").first.click()
        page.wait_for_selector("#article")
    if page.locator(".line").count():
        page.locator(".line").nth(2).click()
        page.locator('[aria-label="Correct headline"]').click()
        assert find_violations(page) == []
        page.get_by_role("button", name="Marks").click()
        assert find_violations(page) == []


def test_axe_finds_nothing_in_a_drawn_page_and_a_filtered_list(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.html"])
    page.get_by_role("button", name="Page", exact=True).click()
    page.frame_locator("#drawn").locator("[data-verdict=body]").first.wait_for()
    assert find_violations(page) == []
    page = show(reviews["many"], viewport={"width": 800, "height": 700})
    page.locator("[data-filter=reason]").first.click()
    assert find_violations(page) == []


def test_colours_follow_the_system_and_the_switch(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"], color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_label("Colours").select_option("light")
    light = page.evaluate(ground)
    assert dark != light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(ground) == light


def test_verdicts_have_signs_beside_their_colours(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"])
    signs = page.eval_on_selector_all(
        ".line", "lines => lines.map((one) => [one.classList[1], one.querySelector('.sign').textContent])"
    )
    assert len({sign for _, sign in signs}) == len({family for family, _ in signs}) > 2


def test_everything_can_be_done_by_keyboard(show: Open, reviews: Reviews) -> None:
    page = show(reviews["many"])
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#search").focus()
    page.keyboard.type("mill.txt")
    assert page.locator("#found").inner_text() == "1 of 6 pages"
    page.locator("#table").focus()
    press("ArrowDown")
    press("Enter")
    page.wait_for_selector("#lines")
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "option":
            break
    press("End")
    assert "Copyright" in chosen(page)
    press("Home")
    for _ in range(6):
        press("ArrowDown")
    assert chosen(page).startswith(PARAGRAPHS[0][:30])
    press("Enter")
    assert page.locator(".reader .current").inner_text().startswith(PARAGRAPHS[0][:30])
    # From the line to its mark, and to the article.
    press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.locator(".reader [tabindex='0']").focus()
    press("ArrowDown")
    press("ArrowDown")
    press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "option"
    assert chosen(page).startswith(PARAGRAPHS[1][:30])


def test_a_line_says_its_verdict_to_screen_readers(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"])
    name = line(page, PARAGRAPHS[0]).inner_text()
    assert "field body, line-scorer: scored" in " ".join(name.split())
    assert page.get_by_role("listbox", name="Lines of the input").count() == 1
    assert page.get_by_role("status").count() == 1


# -- one page


def test_a_line_shows_why_on_hover_and_on_focus(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.html"])
    line(page, PARAGRAPHS[1]).hover()
    shown = page.locator("#inspector").inner_text()
    assert "line-scorer" in shown
    assert "/html/body/article/p[2]" in shown
    line(page, "Home").focus()
    assert "navigation" in page.locator("#inspector").inner_text()


def test_lines_and_article_show_each_other(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.html"])
    line(page, PARAGRAPHS[2]).click()
    assert page.locator(".reader .current").inner_text().startswith(PARAGRAPHS[2][:30])
    page.locator(".reader p", has_text=PARAGRAPHS[3][:30]).click()
    assert chosen(page).startswith(PARAGRAPHS[3][:30])
    page.locator(".field .value", has_text="Weir at Orrin").first.click()
    assert chosen(page) == "Weir at Orrin mill opens"


def test_a_line_far_away_is_brought_into_view(show: Open, reviews: Reviews) -> None:
    page = show(reviews["tall"])
    page.locator(".reader p", has_text="Part 120 says").click()
    page.wait_for_function(
        """() => {
            const [line, list] = [".line[aria-selected=true]", "#line-scroll"].map((one) =>
                document.querySelector(one).getBoundingClientRect());
            return line.top >= list.top && line.bottom <= list.bottom;
        }""",
        timeout=5000,
    )


def test_lines_are_filtered_by_kind_reason_step_and_text(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"])
    total = page.locator(".line").count()
    page.locator("[data-family=body]").click()
    assert page.locator(".line").count() == len(PARAGRAPHS) < total
    assert page.locator("#line-count").inner_text() == f"{len(PARAGRAPHS)} of {total} lines"
    page.locator("[data-family=body]").click()
    page.get_by_label("All verdicts").select_option("-share")
    assert page.locator(".line .text").all_inner_texts() == ["Share"]
    page.get_by_label("All verdicts").select_option("")
    page.get_by_label("All steps").select_option("line-scorer")
    assert 0 < page.locator(".line").count() < total
    page.get_by_label("All steps").select_option("")
    page.get_by_label("Search lines").fill("SLATE")
    assert page.locator(".line").count() == 1
    # A line that a filter hides is shown when the article asks for it.
    page.locator(".reader p", has_text=PARAGRAPHS[0][:30]).click()
    assert chosen(page).startswith(PARAGRAPHS[0][:30])


def test_score_is_a_bar_of_its_length(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"])
    share = page.evaluate("""() => {
        const bar = document.querySelector('.line.f-body .bar-score');
        return [bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width, bar.title];
    }""")
    assert abs(share[0] - float(share[1].removeprefix("score "))) < 0.02


def test_drawn_page_outlines_blocks_and_follows_clicks(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.html"])
    page.get_by_role("button", name="Page", exact=True).click()
    frame = page.frame_locator("#drawn")
    block = frame.locator("[data-verdict=body]", has_text=PARAGRAPHS[1][:30])
    assert (
        page.evaluate("""() => {
        const inside = document.getElementById("drawn").contentDocument;
        return getComputedStyle(inside.querySelector("[data-verdict=body]")).outlineStyle;
    }""")
        == "solid"
    )
    frame.locator("a", has_text="Plans").click()
    block.click()
    assert page.locator(".reader .current").inner_text().startswith(PARAGRAPHS[1][:30])
    assert page.locator("#drawn").get_attribute("sandbox") == "allow-same-origin"


def test_frame_loads_and_runs_nothing_even_if_cleaning_fails(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.html"], refusals=True)
    page.evaluate(
        "(html) => { shownPage.shown = html; }", HTML.replace("<nav>", "<nav><base href=https://base.example>")
    )
    page.get_by_role("button", name="Page", exact=True).click()
    frame = page.frame_locator("#drawn")
    frame.locator("a", has_text="Home").click()
    frame.locator("button").click()
    frame.locator("p").first.click()
    page.wait_for_timeout(300)
    assert page.frames[1].url == "about:srcdoc"
    assert frame.locator("p").count() == len(PARAGRAPHS)


def test_what_a_page_holds_is_text(show: Open, reviews: Reviews) -> None:
    page = show(reviews["attack"])
    lines = page.locator(".line .text").all_inner_texts()
    for attack in ATTACKS:
        words = attack.split()[0].strip("\x00")
        assert any(words in text for text in lines), attack
    text = "\n".join(lines)
    assert "U+202E" in text
    assert "U+0007" in text
    assert "{{7*7}}" in text
    assert "\u202e" not in text
    assert (
        page.locator("#lines img, #lines script, #lines style, .reader script, .reader style, .reader a").count() == 0
    )
    assert page.locator("body").is_visible()


@pytest.mark.parametrize("name", ["arabic.txt", "japanese.txt"])
def test_writing_of_a_page_sets_its_direction(show: Open, reviews: Reviews, name: str) -> None:
    page = show(reviews[name])
    wanted = "rtl" if name == "arabic.txt" else "ltr"
    directions = "all => all.map((one) => getComputedStyle(one).direction)"
    assert set(page.eval_on_selector_all(".line .text", directions)) == {wanted}
    assert set(page.eval_on_selector_all(".reader p", directions)) == {wanted}
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).direction") == "ltr"


def test_storage_that_is_refused_does_no_harm(show: Open, reviews: Reviews, browser: Any) -> None:
    page = show(reviews["mill.txt"])
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    line(page, "Share").click()
    page.locator("#inspector select").select_option("+body")
    assert page.locator("#open-marks").inner_text() == "Marks (1)"


# -- many pages


def test_the_worst_page_comes_first_and_columns_sort(show: Open, reviews: Reviews) -> None:
    page = show(reviews["many"])
    rows = page.locator(".table-body .table-row")
    assert "empty" in rows.first.inner_text()

    def words() -> list[int]:
        page.wait_for_timeout(50)
        shown = page.eval_on_selector_all(
            ".table-body .table-row",
            "rows => rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((one) => one.children[4].textContent)",
        )
        return [int(text.replace(",", "")) for text in shown]

    page.get_by_role("columnheader", name="Words").get_by_role("button").click()
    assert words() == sorted(words(), reverse=True)
    page.get_by_role("columnheader", name="Words").get_by_role("button").click()
    assert words() == sorted(words())
    assert page.get_by_role("columnheader", name="Words").get_attribute("aria-sort") == "ascending"


def test_pages_are_chosen_by_bars_and_by_words(show: Open, reviews: Reviews) -> None:
    page = show(reviews["many"])
    page.locator("[data-filter=language][data-value=ar]").click()
    assert page.locator("#found").inner_text() == "1 of 6 pages"
    page.get_by_label("Remove the filter language").click()
    assert page.locator("#found").inner_text() == "6 pages"
    page.get_by_label("Search pages").fill("attack")
    assert page.locator(".table-body .table-row").count() == 1


def test_pages_are_walked_in_the_order_of_the_list(show: Open, reviews: Reviews) -> None:
    page = show(reviews["many"])
    page.locator(".table-body a").first.click()
    page.wait_for_selector("#steps:not([hidden])")
    assert page.locator("#position").inner_text() == "1 of 6"
    page.locator("#next").click()
    page.wait_for_function("document.getElementById('position').textContent === '2 of 6'")
    page.go_back()
    page.go_back()
    page.wait_for_selector("#table")


def test_only_what_is_in_view_is_drawn_and_unpacked(show: Open, reviews: Reviews) -> None:
    page = show(reviews["long"])
    assert page.locator("#found").inner_text() == "2,000 pages"
    assert page.evaluate("chunks.size") == 0
    for place in (0, 30_000, 91_000):
        page.evaluate("(place) => { document.getElementById('table').scrollTop = place; }", place)
        page.wait_for_function("(row) => document.querySelector(`[aria-rowindex='${row}']`)", arg=place // 46 + 4)
        assert 10 < page.locator(".table-body .table-row").count() < 60
    page.locator(".table-body a").last.click()
    page.wait_for_selector("#lines")
    assert page.evaluate("chunks.size") == 1
    for number in range(8):
        page.evaluate("(number) => { location.hash = `#/${number}`; }", 249 * number)
        page.wait_for_function("(number) => shownPage.id === `page ${number}`", arg=249 * number)
    assert page.evaluate("chunks.size <= CHUNKS_KEPT")


def test_output_without_lines_says_how_to_get_them(show: Open, reviews: Reviews) -> None:
    page = show(reviews["fields"])
    page.get_by_label("Search pages").fill("mill.txt")
    page.locator(".table-body a").first.click()
    page.wait_for_selector("#input .none")
    shown = page.locator("#input").inner_text()
    assert "--ledger" in shown
    assert "share" in shown
    assert page.locator(".reader").inner_text().count(PARAGRAPHS[0]) == 1


def test_changes_are_ranked_and_lead_to_their_lines(show: Open, reviews: Reviews) -> None:
    page = show(reviews["compared"])
    assert "1 page changed" in page.locator(".summary").inner_text()
    first = page.locator(".table-body a").first
    assert "opens at last" in first.inner_text()
    first.click()
    page.wait_for_selector(".changes")
    shown = page.locator(".changes").inner_text()
    assert "opens after eleven years → Weir at Orrin mill opens at last" in " ".join(shown.split())
    page.locator(".changes .text-button", has_text="with your friends").click()
    assert chosen(page) == "Share the mill with your friends"
    page.get_by_role("button", name="changed", exact=True).click()
    assert page.locator(".line").count() == 2


# -- marks


def test_marks_become_a_fixture_that_the_project_reads(
    show: Open, reviews: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(reviews["mill.txt"])
    line(page, PARAGRAPHS[3]).click()
    page.locator("#inspector select").select_option("-related")
    line(page, "Home").click()
    page.locator("#inspector select").select_option("+section")
    page.get_by_label("Correct authors").click()
    page.get_by_label("The right value of authors").fill("Ada Moreno\nNadia Holt")
    page.get_by_role("button", name="Mark as wrong").click()
    page.get_by_role("button", name="Marks (3)").click()
    page.get_by_label("What the page shows, in one sentence").fill('A "weir" \\ on\ta menu.')
    with page.expect_download() as waiting:
        page.locator("#download-fixture").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert archive.testzip() is None
    archive.extractall(tmp_path / "newspaper")
    monkeypatch.setattr(fixtures_reader, "FIXTURES", tmp_path)
    (case,) = fixtures_reader.cases()
    assert case.page == TEXT
    assert case.about["shows"] == 'A "weir" \\ on\ta menu.'
    assert case.about["language"] == "en"
    assert case.expected["body"] == list(PARAGRAPHS[:3])
    assert case.expected["authors"] == ["Ada Moreno", "Nadia Holt"]
    assert case.expected["section"] == "Home"
    assert case.expected["removed"] == {PARAGRAPHS[3]: "related"}
    article = case.article()
    wrong = {field for field, value in case.expected.items() if fixtures_reader.mismatch(article, field, value)}
    # What was marked is what the library does not find yet.
    assert wrong == {"body", "authors", "section", "removed"}


def test_a_page_without_marks_is_a_fixture_that_passes(
    show: Open, reviews: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(reviews["mill.html"])
    page.get_by_role("button", name="Marks").click()
    with page.expect_download() as waiting:
        page.locator("#download-fixture").click()
    zipfile.ZipFile(Path(waiting.value.path())).extractall(tmp_path / "html")
    monkeypatch.setattr(fixtures_reader, "FIXTURES", tmp_path)
    (case,) = fixtures_reader.cases()
    assert case.page == HTML.encode()
    assert case.about["layout"] == "html"
    article = case.article()
    assert {"headline", "date", "authors", "body"} == set(case.expected)
    assert not [field for field, value in case.expected.items() if fixtures_reader.mismatch(article, field, value)]


def test_any_field_can_be_expected(
    show: Open, reviews: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(reviews["mill.txt"])
    page.evaluate("""() => {
        for (const name of review.fields) setField(shownPage, name, review.lists.includes(name) ? ["3"] : "3");
    }""")
    page.locator("#open-marks").click()
    with page.expect_download() as waiting:
        page.locator("#download-fixture").click()
    zipfile.ZipFile(Path(waiting.value.path())).extractall(tmp_path / "newspaper")
    monkeypatch.setattr(fixtures_reader, "FIXTURES", tmp_path)
    (case,) = fixtures_reader.cases()
    article = case.article()
    assert set(SHOWN_FIELDS) <= set(case.expected)
    for field, value in case.expected.items():
        fixtures_reader.mismatch(article, field, value)
    assert json.dumps(case.expected["place"]) == '{"name": "3"}'


def test_marks_become_phrases(show: Open, reviews: Reviews) -> None:
    page = show(reviews["mill.txt"])
    page.get_by_role("button", name="Marks").click()
    assert page.locator("#download-phrases").is_disabled()
    page.get_by_role("button", name="Close").click()
    line(page, "Subscribe to our newsletter").click()
    page.locator("#inspector select").select_option("-subscription")
    line(page, "9 March 2024").click()
    page.locator("#inspector select").select_option("-boilerplate")
    page.locator("#open-marks").click()
    with page.expect_download() as waiting:
        page.locator("#download-phrases").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert tomllib.loads(text) == {
        "boilerplate": {"exact": ["# March #"]},
        "subscription": {"exact": ["Subscribe to our newsletter"]},
    }
    assert "data/en.toml" in text


def test_marks_are_kept_and_can_be_taken_away(show: Open, reviews: Reviews) -> None:
    page = show(reviews["many"])
    page.get_by_label("Search pages").fill("mill.txt")
    page.locator(".table-body a").first.click()
    line(page, "Share").click()
    page.locator("#inspector select").select_option("+body")
    page.reload()
    page.wait_for_selector("#lines")
    assert "should be body" in line(page, "Share").inner_text()
    page.locator("#open-marks").click()
    page.get_by_label("Remove the mark of line").click()
    page.get_by_role("button", name="Close").click()
    assert page.locator(".marked").count() == 0


def test_keys_win_over_a_mouse_that_rests(show: Open, reviews: Reviews) -> None:
    page = show(reviews["tall"], viewport={"width": 1280, "height": 640})
    page.locator(".line").nth(3).click()
    page.wait_for_timeout(300)
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)  # The list has scrolled: another line lies below the mouse.
    number = page.locator('.line[aria-selected="true"] .number').inner_text()
    assert page.locator("#inspector").inner_text().startswith(f"Line {number}:")
