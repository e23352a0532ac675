"""One module a page: it asks the services, fills a frozen dataclass, and renders its template."""

PAGES = (
    "front",
    "paste",
    "reader",
    "correct",
    "facts",
    "keys",
    "login",
    "recode",
    "issues",
    "issue",
    "utterances",
    "utterance",
    "actors",
    "actor",
    "search",
    "review",
    "feeds",
    "exports",
    "api",
)
"""Modules whose ``router`` the app takes in, in this order: a page adds its name here."""
