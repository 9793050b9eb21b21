"""Hostile inputs that are HTML: counts, nesting, damage, and what a page declares."""

from __future__ import annotations

from hostile.building import Hostile, counted, nested, run, within, word


def _ld(opening: str, closing: str = "") -> Hostile:
    """A script of JSON-LD within a page."""
    return within(
        run(opening, before='<script type="application/ld+json">', after=closing + "</script><h1>Wall holds</h1>")
    )


#: Many of one element.
COUNTS: dict[str, Hostile] = {
    **{
        f"many {unit}": within(run(unit))
        for unit in ("<p>", "<p>a ", "<br>", "a<br>", "<li>", "<li><a href=x>a</a>", "<option>a", "<hr>", "<dt>a<dd>b")
    },
    "many <td>": within(run("<td>a", before="<table><tr>")),
    "many <tr>": within(run("<tr><td>a<td>b", before="<table>")),
    "many tables": within(run("<table><tr><td>a</table>")),
    "colspan": within(run("<td colspan=9007199254740991 rowspan=9007199254740991>a", before="<table><tr>")),
    "many links": within(run("<a href=/x>a</a> b ", before="<p>")),
    "many headings": within(counted(lambda i: f"<h1>{word(i)} wall holds</h1><p>It held.</p>")),
    "many articles": within(
        counted(lambda i: f"<article><h2>{word(i)} wall</h2><p>It held in {word(i * 3)}.</article>")
    ),
    "many paragraphs": within(counted(lambda i: f"<p>The {word(i)} wall of {word(i * 3)} held, the keeper said.</p>")),
    "many times": within(run("<time datetime=2024-03-09>9 March 2024</time> ")),
    "many pictures": within(
        counted(lambda i: f"<figure><img src=/{i}.png alt={word(i)}><figcaption>The wall</figure>")
    ),
    "many class names": within(counted(lambda i: f'<div class="{word(i)} byline-{i}" id={word(i)}>a</div>')),
    "one class of many names": within(run("byline ", before="<div class='", after="'>a</div>")),
    "one long class": within(run("ab-", before="<div class='", after="'>a</div>")),
    "many styles": within(run("<p style='display:none;color:red'>a</p><span hidden>b</span>")),
    "many hidden spans": within(run("<span hidden>a</span>b ", before="<p>")),
    "many <noscript>": within(run("<noscript>a</noscript>")),
    "many unknown elements": within(run("<x-a>a</x-a>")),
    "many forms": within(run("<form><select><option>a<textarea>b</textarea></form>")),
    "many lines of <pre>": within(run("<span>a</span>\n", before="<pre>", after="</pre>")),
    "many pages": run("<html><body><p>The wall held.</body></html>"),
    "attributes of a tag": within(counted(lambda i: f"a{i}='>' ", before="<p ", after="><b>The wall held.</b>")),
    "attributes without values": within(counted(lambda i: f" {word(i)}", before="<p", after=">The wall held.")),
    "attributes of equal name": within(run(" a=1", before="<p", after=">The wall held.")),
    "attributes of an end tag": within(counted(lambda i: f" {word(i)}=1", before="<p>The wall held.</p", after=">")),
    "attributes without an end": within(counted(lambda i: f" {word(i)}=1", before="The wall held.<p")),
    "attributes of many tags": within(counted(lambda i: f"<p {word(i)}=1 {word(i * 3)}=2 data-a='b>c'>a")),
    "one long attribute": within(run("a", before="<p title='", after="'>The wall held.")),
    "one long tag name": within(run("a", before="<", after=">The wall held.")),
    "quotes without an end": within(run("<p title='>a", before="The wall held.")),
    "slashes in a tag": within(run("/", before="<p", after=">The wall held.")),
}

#: Elements within elements.
NESTING: dict[str, Hostile] = {
    "nested <div>": within(nested("<div>", "</div>")),
    "nested <div>, unclosed": within(run("<div>a")),
    "nested <div> of a class": within(nested('<div class="article-body">a', "</div>")),
    "nested <span>": within(run("<span class=a>")),
    "nested <b>": within(run("<b>a")),
    "nested lists": within(run("<ul><li>a")),
    "nested tables": within(run("<table><tr><td>a")),
    "nested tables without text": within(run("<table><tr><td>")),
    "nested tables with bars": within(run("<table><tr><td>a<td>b<tr><td>")),
    "nested unknown elements": within(run("<x-a>a")),
    "nested headings": within(run("<h1><div>a")),
    "nested captions": within(run("<figure><figcaption>a")),
    "nested quotes": within(run("<blockquote>a")),
    "nested articles": within(run("<article><h1>a</h1>")),
    "nested links": within(run("<a href=x>a")),
    "nested hidden": within(run("<div hidden><span hidden>a")),
    "nested <noscript>": within(run("<noscript>")),
    "nested <svg>": within(run("<svg><template>a")),
    "nested microdata": within(run('<div itemscope itemtype="https://schema.org/Article"><b itemprop=author>a')),
    "misnested formatting": within(run("<b><i><a></b>x</i>")),
    "misnested formatting, many": within(run("<p><b><i><u>a</p>")),
    "misnested table": within(run("<table><p>a<td><tr><b>")),
    "end tags": within(run("</div></p></b>")),
    "<br> at the bottom": within(lambda n: "<div>a" * 2000 + "<p>x" * (n // 4)),
}

#: Markup that does not end, or is none.
DAMAGE: dict[str, Hostile] = {
    "run of '<', page": within(run("<")),
    "run of '< '": within(run("< ")),
    "run of '<a'": within(run("<a")),
    "run of '</'": within(run("</")),
    "run of '<!'": within(run("<!")),
    "run of '<!['": within(run("<![")),
    "run of '<!--'": within(run("<!--")),
    "run of '<!-- -->'": within(run("<!-- -->a")),
    "run of '<?'": within(run("<?")),
    "run of '&'": within(run("&")),
    "run of '&#'": within(run("&#")),
    "run of '<![CDATA['": within(run("<![CDATA[a]]>")),
    "comments before a page": run("<!---->"),
    "comments before a page, apart": run("<!-- a -->   ", before=" " * 900),
    "blanks before a page": run(" ", after="<html><p>The wall held."),
    "unclosed comment": within(run("<p>The wall held. ", before="<p>a<!-- ")),
    "unclosed script": within(run("<p>The wall held. ", before="<p>a<script>")),
    "scripts without an end": within(run("<script>")),
    "end tags within a script": within(run("</", before="<p>a<script>")),
    "styles": within(run("<style>a</style>")),
    "plaintext": within(run("<p>The wall held. ", before="<plaintext>")),
    "textarea": within(run("<p>The wall held. ", before="<textarea>")),
    "title without an end": run("<p>The wall held. ", before="<html><title>"),
    "document types": run("<!doctype html>"),
    "document types, cut": run("<!doctype "),
    "XML declarations": run("<?xml version='1.0'?>"),
    "frames": run("<frameset><frame>a", before="<html>"),
    "entity bomb": lambda n: (
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {word(i)} '{'&a;' * 10}'>" for i in range(n // 55))
        + "]><html><p>&a;</p>"
    ),
    "entities, page": within(run("&amp; ")),
    "references": within(run("&#x41;&#65;")),
    "references of no character": within(run("&#x110000;&#99999999999;&#0;&#xD800;")),
    "unknown entities": within(run("&wall;")),
    "one long entity": within(run("a", before="&", after=";")),
    "NUL in tags": within(run("<\0p>The\0wall</p\0>")),
    "surrogates in tags": within(run("<p \ud800='\udfff'>a\ud800")),
    "a page cut in a tag": lambda n: ("<p class='a'>The <b>wall</b> held.</p>" * (n // 30 + 1))[: n + 7],
    "a page cut in an entity": run("<p>The wall &amp; gate", after="&am"),
    "</script> in a headline": within(
        lambda n: f"<h1>{'</script><script>alert(1)' * (n // 50)}Wall</h1>",
        head='<script type="application/ld+json">{"headline": "a </script> b"}</script>',
    ),
    "upper and lower case": within(run("<DiV><P CLASS=a>The wall</p></dIv>")),
    "text behind the page": run("a<p>b", before="<html><body><p>a</body></html>"),
}

#: What pages declare about themselves.
DECLARED: dict[str, Hostile] = {
    "JSON-LD of '{'": _ld("{"),
    "JSON-LD of '['": _ld("["),
    "JSON-LD of '{\"a\":'": _ld('{"a":'),
    "JSON-LD of quotes": _ld('"'),
    "JSON-LD of backslashes": _ld("\\"),
    "JSON-LD of commas": _ld(","),
    "JSON-LD of blanks": _ld(" \n", "}"),
    "JSON-LD of comma blanks": _ld(",   "),
    "JSON-LD of keys": _ld('"headline": "a'),
    "JSON-LD of authors, cut": _ld('{"author": ['),
    "JSON-LD of authors in authors": _ld('{"author":', '"a'),
    "JSON-LD, many damaged scripts": within(
        run(
            "<script type='application/ld+json'>" + '{"author":{"url":["a",' * 300 + "]</script>",
        )
    ),
    "JSON-LD of opened quotes": _ld('"author":"a b '),
    "JSON-LD of digits": _ld("9", "}"),
    "JSON-LD of comments": _ld("<!-- /* "),
    "JSON-LD of nodes": _ld('{"@type": "NewsArticle", "headline": "Wall holds", "author": {"@id": "#a"}}'),
    "JSON-LD, many scripts": within(
        run('<script type="application/ld+json">{"@type":"Article","headline":"Wall"}</script>')
    ),
    "JSON-LD of one long headline": within(
        run("wall ", before='<script type="application/ld+json">{"@type":"Article","headline":"', after='"}</script>')
    ),
    "JSON-LD of one long body": within(
        run(
            "The wall held.\\n",
            before='<script type="application/ld+json">{"@type":"Article","articleBody":"',
            after='"}</script><p>a',
        )
    ),
    "JSON-LD of many authors": within(
        counted(
            lambda i: f'{{"@type":"Person","name":"{word(i)} {word(i * 3)}"}},',
            before='<script type="application/ld+json">{"@type":"Article","author":[',
            after='{"name":"Ada Moreno"}]}</script><h1>Wall</h1>',
        )
    ),
    "JSON-LD of many keywords": within(
        counted(
            lambda i: f"{word(i)},",
            before='<script type="application/ld+json">{"@type":"Article","keywords":"',
            after='"}</script><h1>Wall</h1>',
        )
    ),
    "JSON-LD that refers in circles": within(
        counted(
            lambda i: f'{{"@type":"Person","@id":"#{i}","name":{{"@id":"#{i + 1}"}},"author":{{"@id":"#{i}"}}}},',
            before='<script type="application/ld+json">[',
            after="{}]</script><h1>Wall</h1>",
        )
    ),
    "state": within(
        run(
            '{"body":"The wall held. "},',
            before="<script>window.__INITIAL_STATE__ = [",
            after="{}]</script><h1>Wall</h1>",
        )
    ),
    "states, many": within(run('<script>window.__INITIAL_STATE__ = {"body":[1,2]</script>')),
    "state without a name": within(run("a.", before="<script>", after=' = {"body":1}</script><h1>Wall</h1>')),
    "state, cut": within(
        run('{"body":[', before="<script>window.__INITIAL_STATE__ = ", after="</script><h1>Wall</h1>")
    ),
    "meta elements": within(run("<p>a"), head='<meta property="og:title" content="Wall holds">' * 500),
    "many meta elements": run('<meta name="author" content="Ada Moreno"><meta name=a>', before="<html><head>"),
    "many authors": counted(lambda i: f'<meta name="author" content="{word(i)} Moreno">', before="<html><head>"),
    "many tags": counted(lambda i: f'<meta property="article:tag" content="{word(i)}">', before="<html><head>"),
    "one long title": lambda n: f"<html><title>{'Wall holds | ' * (n // 13)}</title><h1>Wall holds</h1><p>It held.",
    "spaces in a title": lambda n: f"<html><title>Wall{' ' * n}holds</title><h1>Wall holds</h1><p>It held.",
    "dashes in a title": lambda n: f"<html><title>{'- ' * (n // 2)}</title><h1>{'- ' * (n // 2)}</h1><p>It held.",
    "one long description": lambda n: f'<html><meta name=description content="{"Wall. " * (n // 6)}"><p>It held.',
    "microdata": within(
        run('<b itemprop=author>Ada</b> <i itemprop=headline content="Wall">w</i>', before="<div itemscope>")
    ),
    "canonical addresses": run(
        '<link rel=canonical href="https://example.org/2024/03/09/wall">', before="<html><head>"
    ),
}
