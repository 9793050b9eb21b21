"""Names of meta elements: which field each fills, and the vocabulary that it belongs to."""

from __future__ import annotations

_TABLE = """
titles opengraph og:title
titles twitter twitter:title twitter:text:title
titles dublin-core dc.title dcterms.title dc:title
titles parsely parsely-title
titles sailthru sailthru.title
titles citation citation_title
titles meta title headline article_title article.headline article:title mrf:title hdl cxenseparse:title cse_headline
published opengraph article:published_time og:article:published_time article:published og:published_time
published opengraph article:publish_date og:pubdate
published opengraph og:publish_date og:article:published
published parsely parsely-pub-date
published sailthru sailthru.date
published dublin-core dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date dc:date
published dublin-core dc:created dc.issued dc.created
published dublin-core dcterms.available dc.date.published dc:date:created
published citation citation_publication_date citation_date citation_online_date
published meta datepublished publishdate publish_date publish-date publication_date publicationdate publication-date
published meta published
published meta published_time pubdate pub_date pub-date date article_date_original article.published article:post_date
published meta article_date articledate
published meta date_published originalpublicationdate ptime displaydate originaldate cxenseparse:recs:publishtime
published meta cxenseparse:publishtime
published meta published-date publication-datetime uploaddate datecreated creation_date created
published meta date.created article.created rnews:datepublished field-name-post-date mrf:date timestamp dateposted
modified opengraph article:modified_time og:updated_time article:updated_time og:article:modified_time article:updated
modified opengraph og:modified_time
modified dublin-core dc.date.modified dcterms.modified dc.modified
modified meta datemodified last-modified lastmod modified lastmodified updated moddate article.updated date_modified
modified meta date.modified utime dateupdated
modified meta dateupdate revised last_modified last-updated modified_time revision_date updated_time
authors opengraph article:author og:author og:article:author article:author:name article:author_name
authors twitter twitter:creator:name
authors parsely parsely-author
authors sailthru sailthru.author
authors dublin-core dc.creator dcterms.creator dc:creator dc.contributor dc.creator.name
authors citation citation_author
authors meta author authors byl byline article:author-name article.author article_author article_author_name
authors meta cxenseparse:author rnews:author
authors meta cse_author mrf:authors lp.article:author dcsext.author author_name authorname
publishers opengraph og:site_name og:site article:publisher_name
publishers dublin-core dc.publisher dcterms.publisher dc:publisher
publishers citation citation_journal_title
publishers meta publisher application-name apple-mobile-web-app-title site_name article:publisher source og:publisher
sections opengraph article:section og:section article:section:primary og:article:section
sections parsely parsely-section
sections meta section article_section cxenseparse:section page:section mrf:sections article.section category cg
sections meta article:category
descriptions opengraph og:description
descriptions twitter twitter:description
descriptions dublin-core dc.description dcterms.description dc:description dcterms.abstract
descriptions sailthru sailthru.description
descriptions meta description abstract lead summary cxenseparse:description
tags opengraph article:tag og:article:tag video:tag
tags parsely parsely-tags
tags sailthru sailthru.tags
tags dublin-core dc.subject dcterms.subject dc:subject
tags citation citation_keywords
tags meta news_keywords keywords tags mrf:tags article:keywords cxenseparse:keywords
languages opengraph og:locale
languages dublin-core dc.language dcterms.language dc:language
languages meta content-language language citation_language
urls opengraph og:url
urls twitter twitter:url
urls parsely parsely-link
urls citation citation_public_url citation_fulltext_html_url
urls dublin-core dc.identifier dcterms.identifier
places dublin-core dc.coverage dcterms.spatial
places meta geo.placename dateline article:location article:dateline news:location
images opengraph og:image og:image:url og:image:secure_url
images twitter twitter:image twitter:image:src
images parsely parsely-image-url
images sailthru sailthru.image.full sailthru.image
types opengraph og:type
types parsely parsely-type
access opengraph article:content_tier og:article:content_tier
access meta content_tier isaccessibleforfree
"""

#: The field and the vocabulary for each name, casefolded.
META_NAMES: dict[str, tuple[str, str]] = {
    name: (field, source) for field, source, *names in map(str.split, _TABLE.strip().splitlines()) for name in names
}

# From most to least trusted. The page's own title element carries the site's name; time elements may be of comments.
_ORDER = (
    "link json-ld opengraph microdata rdfa html parsely sailthru citation web-page dublin-core twitter meta time"
    " breadcrumb title state"
).split()
_ORDERS = {
    "authors": "json-ld microdata parsely sailthru citation rdfa dublin-core opengraph meta twitter link".split(),
    "languages": "html json-ld meta opengraph dublin-core".split(),
    "descriptions": "opengraph json-ld twitter meta dublin-core microdata sailthru".split(),
    "titles": "json-ld opengraph microdata parsely sailthru citation twitter dublin-core rdfa meta title".split(),
}


def trust(field: str, source: str) -> int:
    """The rank of a vocabulary for a field, 0 the most trusted.

    >>> trust("titles", "json-ld") < trust("titles", "title")
    True
    """
    order = _ORDERS.get(field, _ORDER)
    return order.index(source) if source in order else len(order)
