"""Every page is clean by axe-core, light and dark, wide and narrow, and nothing reaches beyond a narrow screen."""

import pytest
from rooms import axe_faults

ADDRESSES = {
    "front": "/",
    "search": "/search?q=crew",
    "search, nothing found": "/search?q=xylophone&by=words&act=deny",
    "review": "/review",
    "who is who": "/review?of=actors",
    "for programs": "/api/docs",
    "keys": "/keys",
    "error": "/nothing-here",
    "reader": "/documents/{document}",
    "history": "/statements/{statement}/history",
    "recode": "/recode",
    "recoding": "/recode?q=said&set_act=deny",
    "recoded": "/recode/done?first=1&last=4&statements=2",
}
"""Each page by its address; ``{document}`` and ``{statement}`` are taken from the record of the examples."""


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_page_is_clean(name, scheme, width, server, new_page):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    first = next(server.record.documents())
    uid = server.record.view(first.id).statements[0].uid
    page.goto(server.url + ADDRESSES[name].format(document=first.key, statement=uid))
    page.wait_for_load_state("networkidle")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
