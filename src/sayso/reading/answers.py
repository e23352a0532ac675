"""Answers: which other statement one replies to, where the article says so or plainly shows it."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Explanation, Statement
from sayso.reading.context import Context
from sayso.reading.replies.exchange import Exchange
from sayso.reading.replies.rules import RULES, Reply, goes_on


def resolve_answers(context: Context) -> tuple[Statement, ...]:
    """The statements with ``answers`` where the article shows what they reply to, and why.

    It is shown by a phrase of reply ("in response to", "hit back"), by a question told right ahead ("asked whether …"),
    by a reaction to something that is named as said ("rejected the offer", "dismissed Venn's claim"), by a sentence
    that says so ("Her remarks were a response to …"), or by the turns of a transcript. A shared topic alone is no
    answer. Statements need ids.
    """
    exchange = Exchange(context)
    found: dict[int, Reply] = {}
    for rule in RULES:
        for index in range(len(exchange.statements)):
            if index not in found and (reply := rule(exchange, index)) is not None and reply.target != index:
                found[index] = reply
    for index in range(1, len(exchange.statements)):
        if (reply := goes_on(exchange, index, found)) is not None:
            found[index] = reply
    return tuple(_with_answer(s, found.get(i), exchange) for i, s in enumerate(context.statements))


def _with_answer(statement: Statement, reply: Reply | None, exchange: Exchange) -> Statement:
    if reply is None:
        return statement
    target = exchange.statements[reply.target]
    if not target.id or target.id == statement.id:
        return statement
    note = Explanation("answers", reply.confidence, reply.why)
    return replace(statement, answers=target.id, explanations=(*statement.explanations, note))
