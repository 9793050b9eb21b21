"""What is HTML: pages and parts of pages; not texts that show tags or hold some markup."""

from __future__ import annotations

import pytest

from cleantext.input.read import looks_like_html

PROSE = (
    "The ferry to Gull Island sails again from Monday, after a winter in which nobody but the doctor reached it.\n\n"
)
BURMESE = "ကျွန်းသို့ သင်္ဘော တနင်္လာနေ့မှ စ၍ ပြန်လည် ထွက်ခွာမည်ဟု ဆိပ်ကမ်းအရာရှိများက ပြောကြားသည်။\n\n"
TWEET = (
    '<blockquote class="post"><p lang="en" dir="ltr">She sails.</p>&mdash; Ada (@ada) '
    '<a href="https://post.example/1">June 3</a></blockquote> <script async src="https://post.example/w.js"></script>\n\n'
)

HTML = {
    "a page": "<!DOCTYPE html><html><body><p>One.</p></body></html>",
    "a page behind a comment": "<!-- saved -->\n<html>\n<p>One.",
    "a page behind code": "<script>\n" + "var boat = 1; sail(boat);\n" * 40 + "</script>\n<html><body><p>One.</p>",
    "a page behind a style": "\n <style>p { left: 0; }</style>\n<!DOCTYPE html><html lang=en><p>One.",
    "a feed's fragment": "<p>One <a href='/a'>two</a>.</p>\n<h2>Timetable</h2>\n<ul><li>Three</li><li>Four</li></ul>",
    "words between in-line tags": 'The <b>ferry</b> sails <a href="/x">again</a> from <em>Monday</em>, they say.',
    "lines that breaks end": "One line of it<br>\nand another one<br />\nand the last<br/>\n<b>Signed</b>",
    "paragraphs that nothing closes": "<h1>Old page</h1>\n<p>One paragraph\nover two lines.\n<p>And another\none.\n<p>Last.",
    "indented source": "<div>\n  <div>\n    Words of it\n    on lines of their own,\n    with no tag.\n  </div>\n</div>\n",
    "a table": "<table>\n<tr><td>One<td>Two\n<tr><td>Three<td>Four\n</table>",
    "a container that the sample cuts": "<div class='page'>\n" + "<p>A paragraph of the page, long enough.</p>\n" * 40,
    "Burmese paragraphs": f"<p>{BURMESE.strip()}</p>\n" * 5,
    "capitals": "<DIV><P>One.</P><P>Two.</P></DIV>",
}
TEXT = {
    "prose": PROSE * 3,
    "a tip that begins with a tag": "<script> is what a page's code stands in, after all that the keeper wrote.\n"
    + PROSE * 3,
    "no tags but signs": "if a < b and c > d: vector<int> x; <ada@post.example> wrote <https://post.example>",
    "one code of a post in Burmese": BURMESE * 6 + TWEET + BURMESE * 6,
    "one frame of a film": PROSE * 4
    + '<iframe src="https://film.example/1"></iframe><p></p><div></div>\n\n'
    + PROSE * 4,
    "a code with its script": PROSE * 3
    + "<div><a href='/f'>x</a></div><script>var film = 1; play(film);</script>\n"
    + PROSE * 3,
    "Thai and a frame": "เรือข้ามฟากไปเกาะนางนวลจะออกเดินทางอีกครั้งในวันจันทร์\n" * 6 + TWEET + "เรือใหม่บรรทุกรถได้สิบเอ็ดคัน\n" * 6,
    "a tutorial that shows a list": PROSE * 3 + "<ul>\n  <li>One</li>\n  <li>Two</li>\n</ul>\n\n" + PROSE * 3,
    "a tutorial with a fence": PROSE + "```html\n<div><p>One</p><p>Two</p></div>\n```\n" + PROSE,
    "in-line code": "Write `<p>`, `</p>` and `<br>` yourself, and close `<li>` with `</li>`.",
    "tags that are talked about": PROSE + "The <p> opens.\nThe <div> holds it.\nThe </div> closes.\n" + PROSE * 3,
    "a code at the end": PROSE * 5 + TWEET,
    "a code at the beginning": TWEET + PROSE * 5,
    "a list of angle brackets": "<b>\n<i>\n<a>\n" + PROSE * 2,
}


@pytest.mark.parametrize("name", HTML)
def test_pages_and_parts_of_pages_are_html(name: str) -> None:
    assert looks_like_html(HTML[name])


@pytest.mark.parametrize("name", TEXT)
def test_texts_that_show_or_hold_markup_are_texts(name: str) -> None:
    assert not looks_like_html(TEXT[name])
