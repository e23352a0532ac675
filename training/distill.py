"""Train the shipped network from a teacher's posteriors (Hinton et al. 2015; on chains, Wang et al. 2020).

    python -m training.distill --posteriors runs/teacher/posteriors --start runs/a2 --out runs/d1

Coded articles are learnt from gold and teacher together, uncoded texts from the teacher alone. The loss on tags is
the expected negative log-likelihood of the chain under the teacher's posterior; links, names and acts are learnt from
the gold. A share of the articles is varied as in ``training.train`` and learnt from the gold alone.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.reading.network import WEIGHTS
from sayso.reading.tokens import load_tokenizer
from sayso.reading.windows import plan_windows
from training.data import Article, Window, cut, encode, load_articles, training_windows
from training.export import load_average
from training.model import MINILM, TAG_COUNT, Heads, allowed_transitions
from training.posteriors import file_of
from training.train import batches, losses, parameter_groups
from training.unlabelled import uncoded_texts


@dataclass
class SoftWindow(Window):
    """A window with the teacher's posteriors mixed with the gold: ``soft`` (n, 7), ``pairs`` (n - 1, 7, 7)."""

    soft: np.ndarray | None = None
    pairs: np.ndarray | None = None


def one_hot(tags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gold tags as posteriors."""
    unary = np.eye(TAG_COUNT, dtype=np.float32)[tags]
    return unary, unary[:-1, :, None] * unary[1:, None, :]


def soft_windows(
    article: Article, tokenizer: Tokenizer, folder: Path, rng: random.Random, gold: float, longest: tuple[int, int]
) -> list[Window]:
    """Windows of an article as it stands, their tags ``gold`` of the gold and the rest of the teacher."""
    encoded = encode(article, tokenizer)
    with np.load(file_of(folder, article.text)) as kept:
        tags, pairs = kept["tags"].astype(np.float32), kept["pairs"].astype(np.float32)
    total, length = len(encoded.ids), rng.randint(*longest)
    lead = rng.randint(0, length // 3) if total > length else 0
    parts = [(lead + a, lead + b) for a, b in plan_windows(total - lead, length, 64)]
    if lead >= 64:
        parts.append((0, lead + 64))
    out: list[Window] = []
    for a, b in parts:
        window = cut(encoded, a, b)
        if len(window.ids) > 8:
            hard, steps = one_hot(window.tags)
            soft = gold * hard + (1 - gold) * tags[a:b]
            out.append(SoftWindow(**vars(window), soft=soft, pairs=gold * steps + (1 - gold) * pairs[a : b - 1]))
    return out


def soft_chain_loss(
    emissions: torch.Tensor, batch: list[Window], lengths: torch.Tensor, heads: Heads, forbidden: torch.Tensor
) -> torch.Tensor:
    """Summed expected negative log-likelihood of the chain under each window's posteriors."""
    n = emissions.shape[1]
    unary = np.zeros((len(batch), n, TAG_COUNT), dtype=np.float32)
    pairs = np.zeros((len(batch), TAG_COUNT, TAG_COUNT), dtype=np.float32)
    for i, window in enumerate(batch):
        soft, steps = (window.soft, window.pairs) if isinstance(window, SoftWindow) else one_hot(window.tags)
        assert soft is not None and steps is not None
        unary[i, : len(soft)] = soft
        pairs[i] = steps.sum(0)
    q, q2 = torch.from_numpy(unary), torch.from_numpy(pairs)
    last = q.gather(1, (lengths - 1)[:, None, None].expand(-1, 1, TAG_COUNT))[:, 0]
    score = (
        (q * emissions).sum((1, 2)) + (q2 * heads.transitions).sum((1, 2)) + q[:, 0] @ heads.begin + last @ heads.finish
    )
    transitions = heads.transitions + forbidden
    mask = torch.arange(n)[None] < lengths[:, None]
    alpha = heads.begin + torch.tensor([0, 0, -1e4, 0, -1e4, 0, -1e4]) + emissions[:, 0]
    for t in range(1, n):
        new = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, t]
        alpha = torch.where(mask[:, t, None], new, alpha)
    return (torch.logsumexp(alpha + heads.finish, 1) - score).sum()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--posteriors", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="run whose moving average to start from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch-tokens", type=int, default=3072)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--layer-decay", type=float, default=0.95)
    parser.add_argument("--gold", type=float, default=0.4, help="share of the gold in the tags of coded articles")
    parser.add_argument("--varied", type=float, default=0.25, help="share of articles that are varied, gold alone")
    parser.add_argument("--uncoded", type=float, default=1.0, help="share of the uncoded texts read in an epoch")
    parser.add_argument("--word-dropout", type=float, default=0.08)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    articles = load_articles(args.corpora / "polnear" / "train")
    uncoded = [Article("", text, []) for text in uncoded_texts(args.corpora)]
    longest = (320, 512)

    def epoch_windows(rng: random.Random) -> list[Window]:
        out: list[Window] = []
        for article in articles:
            if rng.random() < args.varied:
                out += training_windows([article], tokenizer, rng)
            else:
                out += soft_windows(article, tokenizer, args.posteriors, rng, args.gold, longest)
        for article in rng.sample(uncoded, round(len(uncoded) * args.uncoded)):
            out += soft_windows(article, tokenizer, args.posteriors, rng, 0.0, longest)
        return out

    encoder, heads = load_average(args.start)
    model = torch.nn.ModuleDict({"encoder": encoder, "heads": heads})
    average = {k: v.clone() for k, v in model.state_dict().items()}
    groups = parameter_groups(encoder, heads, args.rate, args.layer_decay, args.head_rate)
    optimizer = torch.optim.AdamW(groups, fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    forbidden = torch.from_numpy(allowed_transitions())
    total = args.epochs * len(batches(epoch_windows(random.Random(0)), args.batch_tokens, random.Random(0)))
    args.out.mkdir(parents=True, exist_ok=True)
    step = 0
    for epoch in range(args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        model.train()
        began, sums, tokens = time.time(), dict.fromkeys(("tags", "links", "names", "acts"), 0.0), 0
        for n, batch in enumerate(batches(epoch_windows(rng), args.batch_tokens, rng)):
            share = min(step / total, 1.0)
            factor = min(share / 0.06, (1 - share) / 0.94)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            parts = losses(encoder, heads, batch, forbidden, args.word_dropout, tag_loss=soft_chain_loss)
            loss = parts["tags"] + parts["links"] + 0.25 * parts["names"] + 0.02 * parts["acts"]
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.named_parameters():
                    average[k].lerp_(v, 1 - keep)
            size = sum(len(w.ids) for w in batch)
            tokens += size
            for k, part in parts.items():
                sums[k] += part.item() * size
            if n % 50 == 49:
                means = {k: round(v / tokens, 4) for k, v in sums.items()}
                rate = tokens / (time.time() - began)
                print(f"epoch {epoch} step {step}/{total} {means} {rate:.0f} tokens/s", flush=True)
        torch.save({"shape": asdict(MINILM), "average": average}, args.out / "last.pt")
        row = {"epoch": epoch, "seconds": round(time.time() - began)}
        with (args.out / "log.jsonl").open("a") as log:
            print(json.dumps({**row, **{k: round(v / tokens, 5) for k, v in sums.items()}}), file=log)


if __name__ == "__main__":
    main()
