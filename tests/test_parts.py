"""Pages that hold several articles: digests with doubled titles, live reports with stamped entries."""

from __future__ import annotations

import cleantext
from cleantext import Article

DIGEST = """
#harbour

Quayside Post: Ferry sails again after nine weeks
Ferry sails again after nine weeks
The ferry left the new pier at six on Saturday with eleven people on board, the harbour office said.

The first boat back carried flour, lamp oil and the post of nine weeks, the skipper said on the quay.

#schools

The Lamp: Children count toads on the lake road
Children count toads on the lake road
Two classes counted 412 toads in one night, and carried every one of them across in buckets.
"""
LIVE = """
Storm over the bay: all that happens

06:15
Dyke at Ansel holds
The dyke held through the night, the warden said on Tuesday morning, and nobody had to leave a house.

07:40
Ferries stay in port
No boat will leave before noon, the harbour office said, since the wind blows from the worst side.

09:05
Schools open late
Children may come at ten, the council said, and nobody will ask those who stay at home for a letter.
"""


def test_the_parts_of_a_digest() -> None:
    article = cleantext.extract(DIGEST)
    assert [(part.headline, part.publisher, part.section) for part in article.parts] == [
        ("Ferry sails again after nine weeks", "Quayside Post", "harbour"),
        ("Children count toads on the lake road", "The Lamp", "schools"),
    ]
    first, second = article.parts
    assert [one.text[:20] for one in first.paragraphs] == ["The ferry left the n", "The first boat back "]
    assert [one.text[:20] for one in second.paragraphs] == ["Two classes counted "]
    assert article.span_text(second.span).startswith("The Lamp: Children")
    assert "several-articles" in [notice.code for notice in article.warnings]
    assert article.headline is None
    assert article.body.count("Ferry sails again after nine weeks") <= 1
    assert "#" not in article.body


def test_the_entries_of_a_live_report() -> None:
    article = cleantext.extract(LIVE)
    assert [(part.stamp, part.headline) for part in article.parts] == [
        ("06:15", "Dyke at Ansel holds"),
        ("07:40", "Ferries stay in port"),
        ("09:05", "Schools open late"),
    ]
    assert [len(part.paragraphs) for part in article.parts] == [1, 1, 1]
    assert "several-articles" not in [notice.code for notice in article.warnings]


def test_one_article_has_no_parts() -> None:
    assert cleantext.extract("The wall held through the storm.\n\nThe ferry sailed at 06:15 on Monday.").parts == ()


def test_parts_survive_json() -> None:
    for page in (DIGEST, LIVE):
        article = cleantext.extract(page)
        assert article.parts
        assert Article.from_dict(article.to_dict()) == article


def test_entries_may_have_their_time_in_the_line() -> None:
    page = "\n".join(
        (
            "Storm over the bay",
            "21.47 | The wind went down at the old mill, and the harbour office let the first boats out again.",
            "20.15 | No boat may leave the port before nine, the harbour office said, since the wall is wet.",
            "18.02 | The first tiles came down at the school, and the fire brigade closed two streets below it.",
        )
    )
    article = cleantext.extract(page)
    assert [part.stamp for part in article.parts] == ["21.47", "20.15", "18.02"]
    assert [len(part.paragraphs) for part in article.parts] == [1, 1, 1]


def test_the_body_of_a_digest_holds_every_title_once_and_all_of_the_texts() -> None:
    title, other = "Ferry to Gull Island sails again after winter", "Wanted, people who can drive a harvester"
    texts = [
        "The ferry to Gull Island sails again from Monday, the town council decided after a meeting of two hours.",
        "Readers can send in their pictures; the paper prints the best of them on Fridays, says Nora Dahl.",
        "The big machines of the valley stand still, because nobody can drive them; courses begin in May.",
        "Courses cost 40 crowns; the county pays for half of them.",
    ]
    head = ["THE TIDEWATER COURIER", "Mar 9, 2024", "topic", "", "#harbour", ""]
    first = [f"The Quay: {title}", title, *texts[:2], "", "#farming", ""]
    page = "\n".join([*head, *first, f"Field Letter: {other}", other, *texts[2:], "Privacy policy"])
    body = cleantext.extract(page).body
    assert [body.count(one) for one in (title, other, *texts)] == [1] * 6
    assert "Privacy" not in body


def test_two_times_in_a_row_are_no_entry_and_its_title() -> None:
    lines = [
        *("Council meeting, live", "By Ada Moreno", "20:55", "20:58"),
        "The mayor opened the meeting and asked for silence, since the microphones of the hall had failed again.",
        *("21:04", "The first vote"),
        "The plan for the old mill passed with nine votes, and the people on the stairs clapped for a minute.",
        "21:20",
        "The keeper of the lighthouse spoke for ten minutes about nine waves that went over his lamp in one night.",
        "21:47",
        "The meeting closed after the second vote, and the mayor thanked the cooks for the soup and the bread.",
    ]
    parts = cleantext.extract("\n".join(lines)).parts
    assert [(one.stamp, one.headline) for one in parts] == [
        ("20:58", None),
        ("21:04", "The first vote"),
        ("21:20", None),
        ("21:47", None),
    ]
