"""The notations of dumps: what the tool that made a text wrote before, around and between its lines.

Each notation reads a draft, says what its lines are, and which marks are no part of their text. Heads state fields,
references become links, lines of the notation itself are removed with a reason. None of them edits anything: a step
(``notations``) gives the verdicts. A notation says nothing where it is not sure.

    front_matter   YAML and TOML before a text
    reader_head    "Title: ...", "URL Source: ...", "Markdown Content:"
    crawl_record   "url https://...", "status 200", "date 2023-04-18" before the text
    mail           heads of messages, forwarded messages, addresses in brackets
    references     "[text][3]", "[7]text", "[text](address)" and lists of addresses
    terminals      "(BUTTON)", "[logo.png]"
    escapes        "1\\. Rope" of Markdown
    headings       headings that are underlined
    print_pages    page numbers, running heads, paragraphs over pages
    drop_caps      a paragraph's first letter on a line of its own
    draft          what they add to, and what comes of it
"""

from __future__ import annotations

from cleantext.segments.notations.crawl_record import read_crawl_record, read_stated_day
from cleantext.segments.notations.draft import PLAIN, Draft, Kind, Notation, Reference, Role
from cleantext.segments.notations.drop_caps import read_drop_caps
from cleantext.segments.notations.escapes import read_escapes, without_escapes
from cleantext.segments.notations.front_matter import read_front_matter
from cleantext.segments.notations.headings import read_headings
from cleantext.segments.notations.mail import read_mail
from cleantext.segments.notations.print_pages import read_print_pages
from cleantext.segments.notations.reader_head import read_reader_head
from cleantext.segments.notations.references import read_references
from cleantext.segments.notations.terminals import read_terminal
from cleantext.segments.rows import Row

__all__ = ["PLAIN", "Draft", "Kind", "Notation", "Reference", "Role", "read_notations", "without_escapes"]

#: Every notation, in order: heads from the outside in, then what stands between the lines.
NOTATIONS = (
    read_crawl_record,
    read_stated_day,
    read_reader_head,
    read_front_matter,
    read_mail,
    read_references,
    read_terminal,
    read_escapes,
    read_headings,
    read_print_pages,
    read_drop_caps,
)


def read_notations(text: str, rows: list[Row]) -> Draft:
    """What the notations say of a text and its lines."""
    draft = Draft(text, rows)
    for read in NOTATIONS if rows else ():
        read(draft)
    return draft
