"""The attribution network: a six-layer encoder with surface features, a CRF tagger, a name tagger and link pointers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reading.features import BREAKS, CASES, QUOTES

WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
TAG_COUNT, NAME_TAG_COUNT, ACT_COUNT, KEY = 7, 9, 15, 128
DISTANCES, CROSSINGS = 33, 9


class Layer(nn.Module):
    """One post-norm transformer layer as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.explicit = False

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x`` (batch, tokens, width); ``bias`` (batch, 1, 1, tokens): 0 for tokens, very negative for padding."""
        b, n, _ = x.shape
        qkv = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        if self.explicit:
            scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
            a = torch.softmax(scores if bias is None else scores + bias, -1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids and surface features to vectors."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.quote = nn.Embedding(QUOTES, WIDTH)
        self.gap = nn.Embedding(BREAKS, WIDTH)
        for table in (self.case, self.quote, self.gap):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """``ids`` (b, n), ``features`` (b, n, 3), ``mask`` (b, n) of 0 and 1, or none → (b, n, width)."""
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1], device=ids.device))
        x = x + self.case(features[..., 0]) + self.quote(features[..., 1]) + self.gap(features[..., 2])
        x = self.dropout(self.norm(x))
        bias = None if mask is None else ((1.0 - mask.to(torch.float32)) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Start from the weights of all-MiniLM-L6-v2 (``model.safetensors`` in ``folder``)."""
        w = load_file(folder / "model.safetensors")
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.positions.weight.add_(w["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [w[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(w[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(w[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{kind}"])


class Heads(nn.Module):
    """Everything after the encoder; small enough to be run in float32 by numpy in the package."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.tags = nn.Linear(WIDTH, TAG_COUNT)
        self.names = nn.Linear(WIDTH, NAME_TAG_COUNT)
        self.transitions = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        self.begin = nn.Parameter(torch.zeros(TAG_COUNT))
        self.finish = nn.Parameter(torch.zeros(TAG_COUNT))
        # A cue asks for the first and the last token of its source; a content asks for its cue.
        self.source_query = nn.Linear(WIDTH, 2 * KEY)
        self.source_key = nn.Linear(WIDTH, 2 * KEY)
        self.source_null = nn.Linear(WIDTH, 2)
        self.source_distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.source_crossing = nn.Parameter(torch.zeros(2, CROSSINGS))
        self.cue_query = nn.Linear(3 * WIDTH, KEY)
        self.cue_key = nn.Linear(WIDTH, KEY)
        self.cue_null = nn.Linear(3 * WIDTH, 1)
        self.cue_distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.cue_crossing = nn.Parameter(torch.zeros(CROSSINGS))
        # What a speaker does: from the cue's mean, the first content's mean and the content's first token.
        self.act_hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.acts = nn.Linear(WIDTH, ACT_COUNT)

    def emissions(self, h: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the tags and of the name tags, (…, 7) and (…, 9)."""
        z = F.gelu(self.hidden(h))
        return self.tags(z), self.names(z)


def allowed_transitions() -> np.ndarray:
    """0 where a tag may follow another, a very negative number where it may not: I-x only after B-x or I-x."""
    out = np.zeros((TAG_COUNT, TAG_COUNT), dtype=np.float32)
    for b in (2, 4, 6):
        out[:, b] = -1e4
        out[b, b] = out[b - 1, b] = 0
    return out


def distance_bucket(d: Tensor) -> Tensor:
    """Signed distances in tokens to 33 buckets: exact up to 6, then by halves of powers of two."""
    size = d.abs().float()
    far = 6 + torch.clamp(torch.floor(2 * torch.log2(torch.clamp(size, min=7) / 7)), max=9)
    bucket = torch.where(size <= 6, size, 1 + far)
    return (16 + torch.sign(d) * bucket).long()


def crossing_bucket(d: Tensor) -> Tensor:
    """Signed numbers of paragraph breaks to 9 buckets."""
    return (4 + torch.clamp(d, -4, 4)).long()


def crf_loss(emissions: Tensor, tags: Tensor, lengths: Tensor, heads: Heads, forbidden: Tensor) -> Tensor:
    """Summed negative log-likelihood of the tag sequences (Lafferty et al. 2001). float32; padding after lengths."""
    n = emissions.shape[1]
    transitions = heads.transitions + forbidden
    mask = torch.arange(n, device=emissions.device)[None] < lengths[:, None]
    gold = emissions.gather(2, tags[..., None])[..., 0]
    steps = transitions[tags[:, :-1], tags[:, 1:]]
    last = tags.gather(1, (lengths - 1)[:, None])[:, 0]
    score = heads.begin[tags[:, 0]] + (gold * mask).sum(1) + (steps * mask[:, 1:]).sum(1) + heads.finish[last]
    # I-tags cannot begin a sequence.
    start = heads.begin + torch.tensor([0, 0, -1e4, 0, -1e4, 0, -1e4], device=emissions.device)
    alpha = start + emissions[:, 0]
    for t in range(1, n):
        new = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, t]
        alpha = torch.where(mask[:, t, None], new, alpha)
    total = torch.logsumexp(alpha + heads.finish, 1)
    return (total - score).sum()


def source_scores(heads: Heads, h: Tensor, paragraphs: Tensor, cues: Tensor) -> Tensor:
    """For each cue, log-probabilities of the first and the last token of its source; the last column is "none".

    ``h`` (n, width), ``paragraphs`` (n,), ``cues`` (c, 2) token ranges → (2, c, n + 1).
    """
    n = h.shape[0]
    pooled = _means(h, cues)
    q = heads.source_query(pooled).view(-1, 2, KEY)
    k = heads.source_key(h).view(-1, 2, KEY)
    at = torch.arange(n)
    distance = distance_bucket(at[None] - cues[:, :1])
    crossing = crossing_bucket(paragraphs[None] - paragraphs[cues[:, 0]][:, None])
    null = heads.source_null(pooled)
    out = []
    for e in range(2):
        scores = (
            q[:, e] @ k[:, e].T * KEY**-0.5 + heads.source_distance[e][distance] + heads.source_crossing[e][crossing]
        )
        out.append(torch.log_softmax(torch.cat([scores, null[:, e : e + 1]], 1), -1))
    return torch.stack(out)


def cue_scores(heads: Heads, h: Tensor, paragraphs: Tensor, contents: Tensor) -> Tensor:
    """For each content stretch, log-probabilities of the first token of its cue; the last column is "none".

    ``contents`` (c, 2) token ranges → (c, n + 1).
    """
    n = h.shape[0]
    pooled = torch.cat([_means(h, contents), h[contents[:, 0]], h[contents[:, 1] - 1]], -1)
    q, k = heads.cue_query(pooled), heads.cue_key(h)
    at = torch.arange(n)
    scores = (
        q @ k.T * KEY**-0.5
        + heads.cue_distance[0][distance_bucket(at[None] - contents[:, :1])]
        + heads.cue_distance[1][distance_bucket(at[None] - contents[:, 1:] + 1)]
        + heads.cue_crossing[crossing_bucket(paragraphs[None] - paragraphs[contents[:, 0]][:, None])]
    )
    return torch.log_softmax(torch.cat([scores, heads.cue_null(pooled)], 1), -1)


def act_scores(heads: Heads, h: Tensor, cues: Tensor, contents: Tensor) -> Tensor:
    """Log-probabilities of the fifteen acts, (c, 15), of cues and their first contents, (c, 2) token ranges each."""
    pooled = torch.cat([_means(h, cues), _means(h, contents), h[contents[:, 0]]], -1)
    hidden = F.dropout(F.gelu(heads.act_hidden(F.dropout(pooled, 0.1, heads.training))), 0.2, heads.training)
    return torch.log_softmax(heads.acts(hidden), -1)


def _means(h: Tensor, ranges: Tensor) -> Tensor:
    total = torch.cat([torch.zeros_like(h[:1]), h.cumsum(0)])
    return (total[ranges[:, 1]] - total[ranges[:, 0]]) / (ranges[:, 1] - ranges[:, 0]).clamp(min=1)[:, None]
