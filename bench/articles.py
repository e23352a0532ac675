"""Articles of about 1,000 tokens each, for measuring speed: PolNeAR dev where it is, else the project's examples."""

from __future__ import annotations

from pathlib import Path

from sayso.model import Document
from sayso.reading.network import WEIGHTS
from sayso.reading.tokens import load_tokenizer
from training.measure import SHARED, load_gold

TOKENS = 1000
CHECKOUT = Path(__file__).resolve().parents[1]


def thousand_token_articles() -> tuple[list[Document], int, str]:
    """Documents cut at paragraph ends once they hold 1,000 tokens, their tokens in all, and where they are from."""
    gold = SHARED / "corpora" / "polnear" / "dev"
    if gold.exists():
        texts, origin = list(load_gold(gold)[0]), "PolNeAR dev, cut and joined at paragraphs"
    else:
        texts = [p.read_text("utf-8") for p in sorted((CHECKOUT / "examples").glob("*.txt"))]
        origin = "examples/, cut and joined at paragraphs"
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    out, parts, held, total = [], [], 0, 0
    for paragraph in "\n\n".join(texts).split("\n\n"):
        count = len(tokenizer.encode(paragraph, add_special_tokens=False).ids)
        parts.append(paragraph)
        held += count
        if held >= TOKENS:
            out.append(Document("\n\n".join(parts), published="2016-09-20", language="en"))
            total += held
            parts, held = [], 0
    return out, total, origin
