"""Any bytes given as a page: an article or a problem, never an exception, never furniture outside the text.

As a test, hypothesis builds pages out of the pieces that trouble parsers. ``python tests/fuzz/test_html_source.py
[atheris options]`` runs the same check under atheris (coverage-guided, no end), where atheris is installed.
"""

# ruff: noqa: E501

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.sources.load import Given, load_bytes

ENGLISH = Given(language="en")

PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div class='related'>", "</div>", "<article>", "</article>", "<table><tr><td>", "</table>", "<ul><li>", "</ul>",
        "<blockquote class='twitter-tweet'>", "</blockquote>", "<br>", "<br/><br/>", "<h1>", "</h1>", "<a href='//[bad'>", "</a>", "<span hidden>",
        "</span>", "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","articleBody":', '"x"}', '{"@graph":[', "]}",
        "<meta property='og:title' content='", "'>", "<link rel=canonical href='http://[::1'>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>",
        "<svg><p>", "<math>", "<template>", "<noscript>", "<base href='javascript:'>", "<time datetime='2024-99-99' pubdate>", "&#x110000;", "&#0;",
        "&amp;amp;", "\0", "\ufeff", "\u202e", "é", "👩‍👩‍👧", "\ud800", "\r", "\x0b", "Advertisement", "\n\n", "Read also", "<html", "lang=", ">", '"',
        "The harbour board ruled out a merger, its chair, Ilse Tamm, told the Courier on Monday. ",
        "“There is nothing to merge,” she said, and the members of the board agreed with her. ",
    ]
)  # fmt: skip


def check(data: bytes) -> None:
    """What holds for every page whatever."""
    loaded = load_bytes(data, as_="html", url="https://courier.example/a", given=ENGLISH)
    document = loaded.document
    if document is None:
        assert loaded.problems
        return
    assert document.text.strip()
    at = 0
    for furniture in document.furniture:
        assert at <= furniture.start < furniture.end <= len(document.text)
        at = furniture.end
    for problem in loaded.problems:
        assert "\n" not in problem.message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_pages_built_of_troublesome_pieces_are_read_or_refused(markup):
    check(markup.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data):
    check(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES, min_size=5, max_size=30), st.integers(0, 400), st.sampled_from(["utf-16", "cp1252", "utf-8-sig"])
)
def test_pages_cut_off_anywhere_in_any_encoding_are_read_or_refused(pieces, cut, encoding):
    data = "".join(pieces).encode(encoding, "replace")
    check(data[: max(0, len(data) - cut)])


if __name__ == "__main__":
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
