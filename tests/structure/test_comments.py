"""Readers' comments as data, on request."""

from __future__ import annotations

import cleantext

PROSE = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.",
)
PAGE = f"""<html><body><article><h1>Harbour wall holds</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p></article>
<section class="comments"><h3>3 comments</h3><ol>
<li class="comment" id="comment-1"><article class="comment-body"><footer><cite class="fn">Joss Hale</cite>
<a href="#comment-1"><time datetime="2024-03-09T10:30">March 9, 2024</time></a></footer>
<div class="comment-content"><p>I saw the bicycle fall into the water myself, it was a Tuesday.</p><p>So did my dog, and she barked.</p></div>
<a class="comment-reply-link" href="#">Reply</a></article>
<ol class="children"><li class="comment" id="comment-2"><article class="comment-body"><cite class="fn">seagull_9</cite>
<div class="comment-content"><p>Me too!!</p></div></article></li></ol></li>
<li class="comment" id="comment-3"><article class="comment-body"><cite class="fn">Mira Lund</cite>
<div class="comment-content"><p>Whose bicycle was it, and does anybody want it back by now?</p></div></article></li></ol>
<form><label>Leave a comment</label><textarea></textarea><button>Post comment</button></form></section></body></html>"""


def test_they_are_told_with_author_time_and_depth() -> None:
    article = cleantext.extract(PAGE, comments=True)
    article.verify(PAGE)
    assert [(one.author, one.depth, one.text) for one in article.comments] == [
        (
            "Joss Hale",
            0,
            "I saw the bicycle fall into the water myself, it was a Tuesday.\n\nSo did my dog, and she barked.",
        ),
        ("seagull_9", 1, "Me too!!"),
        ("Mira Lund", 0, "Whose bicycle was it, and does anybody want it back by now?"),
    ]
    first = article.comments[0].published
    assert first is not None
    assert first.iso == "2024-03-09T10:30"


def test_they_are_not_in_the_body_and_not_kept_unasked() -> None:
    kept, usual = cleantext.extract(PAGE, comments=True), cleantext.extract(PAGE)
    assert kept.body == usual.body == "\n\n".join(PROSE)
    assert usual.comments == ()


def test_those_of_a_dump_are_told_by_names_and_times() -> None:
    lines = "".join(f"<p>{one}</p>" for one in PROSE)
    boxes = (
        "<div class='comments'><p>Joss Hale</p><p>3 hours ago</p><p>I saw the bicycle fall into the water myself.</p>"
    )
    page = f"<html><body><article><h1>Harbour wall holds</h1>{lines}</article>{boxes}</div></body></html>"
    (comment,) = cleantext.extract(page, comments=True).comments
    assert (comment.author, comment.text) == ("Joss Hale", "I saw the bicycle fall into the water myself.")
    assert comment.published is not None
    assert comment.published.relative
