"""One module a page: it asks the services, fills a frozen dataclass, and renders its template."""

PAGES = ("keys",)
"""Modules whose ``router`` the app takes in, in this order."""
