"""The notations of dumps: what the tool that made a text wrote before, around and between its lines.

Each notation reads a draft, and says what its lines are and which of their characters are not text. Heads state fields,
references become links, and the notation's own lines are removed with a reason. Notations edit nothing: the step
``notations`` gives the verdicts. A notation that is not sure says nothing.

    draft          what notations add to, and what comes of it
    heads          front matter (YAML, TOML), heads of reader mode ("URL Source: ..."), crawlers' records ("status 200")
    mail           heads of messages, forwarded messages, addresses in brackets
    markup         "[text][3]", "[7]text", lists of addresses, "(BUTTON)", "1\\. Rope", underlined headings
    print_pages    page numbers, running heads, paragraphs over pages, drop caps
"""
