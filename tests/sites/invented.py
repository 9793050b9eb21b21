"""Invented pages of one site: three stories, and an appeal in the middle of each."""

from __future__ import annotations

APPEAL = (
    "We can only go on printing the Post because some of our readers give us ten crowns a month, "
    "and you can be one of them today."
)
STORIES = (
    (
        "The harbour wall held through the storm, said the engineers who had built it forty years ago.",
        "Divers went down twice in the afternoon to look at the stones below the pier.",
    ),
    (
        "Two classes counted 412 toads in one night, and carried every one of them across in buckets.",
        "The council has promised a tunnel for next spring, and the children will hold it to that.",
    ),
    (
        "The church choir has lost its only bass to the north, where his daughter keeps a mill.",
        "Nobody else in the valley sings so low, says the organist, who has asked around.",
    ),
)


def dump(number: int) -> str:
    first, second = STORIES[number]
    return f"Quayside Post\nHome\nSport\n\nStory {'abc'[number]} of the day\n3 May 2024\n\n{first}\n\n{APPEAL}\n\n{second}\n"


def html(number: int) -> str:
    first, second = STORIES[number]
    text = f"<p>{first}</p><p>{APPEAL}</p><p>{second}</p>"
    return f"<html><body><article><h1>Story {'abc'[number]} of the day</h1>{text}</article></body></html>"
