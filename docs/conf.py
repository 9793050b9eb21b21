"""Settings of the documentation site: ``make docs-site`` builds it into build/site.

The source folder is the whole checkout, so that a page has the same links on the site as in the repository. Why these
tools: docs/decisions/0023-documentation-site.md.
"""

from __future__ import annotations

import cleantext

project = "cleantext"
author = "cleantext contributors"
project_copyright = "cleantext contributors, MIT licence"
release = version = cleantext.__version__
language = "en"
# Two hyphens are those of an argument, not a dash.
smartquotes = False

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "docs/**",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "src/cleantext/data/README.md",
]
exclude_patterns = ["docs/_site"]
# Every link of the pages is checked: a target that is missing is a warning, and a warning ends the build.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!cleantext\.).*"), ("py:.*", r"cleantext\.[a-z_.]+\.[A-Za-z_.]+")]

# Anchors as GitHub makes them, down to this level of headings.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

autodoc_typehints = "signature"
python_maximum_signature_line_length = 88
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = "cleantext"
html_extra_path = ["_site"]
html_copy_source = False
html_show_sphinx = False
