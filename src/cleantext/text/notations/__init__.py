"""The notations of dumps: what the tool that made a text wrote before, around and between its lines.

Each notation reads a draft, says what its lines are, and which marks are no part of their text. Heads state fields,
references become links, lines of the notation itself are removed with a reason. None of them edits anything: a step
(``notations``) gives the verdicts. A notation says nothing where it is not sure.

    heads          YAML and TOML before a text
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
