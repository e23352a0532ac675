"""A teacher's posteriors: for every token of a text the probabilities of its tag, and of each pair of tags in a row.

    python -m training.posteriors runs/teacher --to runs/teacher/posteriors

Writes one ``.npz`` a text, named by the text's SHA-256: ``tags`` (n, 7) and ``pairs`` (n - 1, 7, 7) of the chain
(forward-backward; Rabiner 1989) and, with ``--vectors``, the encoder's last vectors. All in half precision.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.reading.features import token_features
from sayso.reading.network import WEIGHTS
from sayso.reading.tokens import load_tokenizer
from sayso.reading.windows import owned_parts, plan_windows
from training.data import load_articles
from training.export import load_average
from training.model import Encoder, Heads, allowed_transitions
from training.unlabelled import uncoded_texts

LONGEST, OVERLAP = 448, 96


def file_of(folder: Path, text: str) -> Path:
    """Where a text's posteriors are kept."""
    return folder / (hashlib.sha256(text.encode("utf8")).hexdigest()[:24] + ".npz")


def chain_posteriors(emissions: np.ndarray, heads: Heads, forbidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Posteriors of tags (n, 7) and of pairs (n - 1, 7, 7) by forward-backward."""
    n = len(emissions)
    own = np.exp((emissions - emissions.max(1, keepdims=True)).astype(np.float64))
    steps = np.exp((heads.transitions.detach().numpy() + forbidden).astype(np.float64))
    begin = np.exp(heads.begin.detach().numpy().astype(np.float64))
    begin[2::2] = 0  # no sequence starts inside a stretch
    ahead, behind = np.empty_like(own), np.empty_like(own)
    ahead[0] = begin * own[0]
    ahead[0] /= ahead[0].sum()
    behind[-1] = np.exp(heads.finish.detach().numpy().astype(np.float64)) * own[-1]
    behind[-1] /= behind[-1].sum()
    for t in range(1, n):
        ahead[t] = (ahead[t - 1] @ steps) * own[t]
        ahead[t] /= ahead[t].sum()
        back = n - 1 - t
        behind[back] = (steps @ behind[back + 1]) * own[back]
        behind[back] /= behind[back].sum()
    tags = ahead * behind / own
    pairs = ahead[:-1, :, None] * steps * behind[1:, None, :]
    return tags / tags.sum(1, keepdims=True), pairs / pairs.sum((1, 2), keepdims=True)


def text_posteriors(
    text: str, encoder: Encoder, heads: Heads, tokenizer: Tokenizer, vectors: bool
) -> dict[str, np.ndarray]:
    """Posteriors of a whole text, each token's from the window with most context around it."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = torch.tensor(encoding.ids)
    features = torch.from_numpy(token_features(text, encoding.offsets)).long()
    forbidden = allowed_transitions()
    windows = plan_windows(len(ids), LONGEST, OVERLAP)
    out: dict[str, list[np.ndarray]] = {"tags": [], "pairs": [], "vectors": []}
    for (first, last), (a, b) in zip(windows, owned_parts(windows), strict=True):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            h = encoder(ids[None, first:last], features[None, first:last], None)
        h = h[0].float()
        with torch.no_grad():
            emissions = heads.emissions(h)[0].numpy()
        tags, pairs = chain_posteriors(emissions, heads, forbidden)
        out["tags"].append(tags[a - first : b - first])
        out["pairs"].append(pairs[a - first : b - first])
        out["vectors"].append(h[a - first : b - first].numpy())
    kept = {name: np.concatenate(parts).astype(np.float16) for name, parts in out.items() if parts}
    kept["pairs"] = kept["pairs"][: len(ids) - 1]
    if not vectors:
        del kept["vectors"]
    return kept


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--vectors", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    encoder, heads = load_average(args.teacher)
    for layer in encoder.layers:
        layer.explicit = encoder.shape.relative
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    args.to.mkdir(parents=True, exist_ok=True)
    texts = [a.text for a in load_articles(args.corpora / "polnear" / "train")] + uncoded_texts(args.corpora)
    began = time.time()
    for done, text in enumerate(texts):
        path = file_of(args.to, text)
        if not path.exists():
            np.savez(path, **text_posteriors(text, encoder, heads, tokenizer, args.vectors))
        if done % 50 == 49:
            print(f"{done + 1}/{len(texts)} texts, {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
