"""Two invented articles, of 3 and of 6 paragraphs, for the laws of cuts and of tails."""

from __future__ import annotations

WALL: dict[str, tuple[str, ...]] = {
    "short": (
        "The north wall of the harbour at Polcarrow was mended this week, with lime that was burnt in the old kiln behind the church.",
        "Masons Wenna Trask and Joby Hocking took four days over it. They had hoped for three, but on Tuesday the tide came in before their tea did.",
        "The wall was built in 1868 by men who were paid in herring, and has been crooked ever since. Nobody minds, said Ms Trask, except for people with boats.",
    ),
    "longer": (
        "The north wall of the harbour at Polcarrow was mended this week, with lime that was burnt in the old kiln behind the church.",
        "Masons Wenna Trask and Joby Hocking took four days over it. They had hoped for three, but on Tuesday the tide came in before their tea did.",
        "The wall was built in 1868 by men who were paid in herring, and has been crooked ever since. Nobody minds, said Ms Trask, except for people with boats.",
        "In the winter of 1912 a barque loaded with granite went through it and out on the other side. The gap was filled with her cargo, which is why nine yards of the wall are pink.",
        "The parish has kept a book of the wall since then. It lists each stone that was lost, and in most years the name of the person who found it and what he or she had built with it.",
        "Mr Hocking will be back in spring to look at the steps, which are the next thing that is going to fall into the sea. He has asked for the loan of a longer ladder.",
    ),
}
