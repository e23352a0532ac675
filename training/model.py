"""The attribution network: a six-layer encoder with surface features, a CRF tagger, a name tagger and link pointers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reading.features import BREAKS, CASES, QUOTES

TAG_COUNT, NAME_TAG_COUNT, ACT_COUNT, KEY = 7, 9, 15, 128
DISTANCES, CROSSINGS = 33, 9


@dataclass(frozen=True)
class Shape:
    """How an encoder is built.

    Attributes:
        relative: distances between tokens bias the attention (MPNet: 32 buckets a head, one table for all layers).
        first_position: number of the first token's position vector.
    """

    width: int = 384
    heads: int = 12
    layers: int = 6
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    epsilon: float = 1e-12
    relative: bool = False
    first_position: int = 0


MINILM = Shape()
"""all-MiniLM-L6-v2: the encoder of the network that ships."""

MPNET = Shape(768, 12, 12, 3072, 30527, 514, 1e-5, relative=True, first_position=2)
"""all-mpnet-base-v2: the teacher's."""


class Layer(nn.Module):
    """One post-norm transformer layer as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.head = shape.heads, width // shape.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=shape.epsilon)
        self.up = nn.Linear(width, shape.inner)
        self.down = nn.Linear(shape.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.explicit = False
        self.exported = False

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x`` (batch, tokens, width); ``bias``, as (batch, heads, tokens, tokens), is added to the scores."""
        b, n, width = x.shape
        qkv = self.qkv(x)
        if self.exported:
            a = ExportedAttention.apply(*qkv.chunk(3, -1), self.heads)
        else:
            q, k, v = qkv.view(b, n, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
            if self.explicit:
                scores = q @ k.transpose(-1, -2) * self.head**-0.5
                a = torch.softmax(scores if bias is None else scores + bias, -1) @ v
            else:
                a = F.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
            a = a.transpose(1, 2).reshape(b, n, width)
        x = self.norm1(x + self.dropout(self.out(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class ExportedAttention(torch.autograd.Function):
    """Attention without a bias, exported as onnxruntime's own operator, which keeps no scores in memory."""

    @staticmethod
    def forward(ctx: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """Queries, keys and values (batch, tokens, width) to what is attended to, the same shape."""
        b, n, width = query.shape
        q, k, v = (x.reshape(b, n, heads, width // heads).transpose(1, 2) for x in (query, key, value))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, width)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The operator in the exported graph."""
        made = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return made.setType(query.type())


class Encoder(nn.Module):
    """Token ids and surface features to vectors."""

    def __init__(self, dropout: float = 0.1, shape: Shape = MINILM) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.words = nn.Embedding(shape.vocabulary, width)
        self.positions = nn.Embedding(shape.positions, width)
        self.case = nn.Embedding(CASES, width)
        self.quote = nn.Embedding(QUOTES, width)
        self.gap = nn.Embedding(BREAKS, width)
        for table in (self.case, self.quote, self.gap):
            nn.init.zeros_(table.weight)
        if shape.relative:
            self.relative = nn.Embedding(32, shape.heads)
            # Where each entry of the shipped vocabulary stands in this encoder's own.
            self.register_buffer("own", torch.arange(MINILM.vocabulary))
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """``ids`` (b, n), ``features`` (b, n, 3), ``mask`` (b, n) of 0 and 1, or none → (b, n, width)."""
        at = torch.arange(ids.shape[1], device=ids.device)
        if self.shape.relative:
            ids = self.own[ids]
        x = self.words(ids) + self.positions(at + self.shape.first_position)
        x = x + self.case(features[..., 0]) + self.quote(features[..., 1]) + self.gap(features[..., 2])
        x = self.dropout(self.norm(x))
        bias = None if mask is None else ((1.0 - mask.to(torch.float32)) * -10000.0)[:, None, None, :]
        if self.shape.relative:
            near = self.relative(relative_bucket(at[None] - at[:, None])).permute(2, 0, 1)[None]
            bias = near if bias is None else bias + near
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

    def load_mpnet(self, folder: Path, vocabulary: Sequence[str]) -> None:
        """Start from all-mpnet-base-v2 (``model.safetensors``, ``vocab.txt``), fed with the ids of ``vocabulary``."""
        w = load_file(folder / "model.safetensors")
        own = {word: i for i, word in enumerate((folder / "vocab.txt").read_text("utf8").split("\n"))}
        unknown = own["[UNK]"]
        renamed = {"[CLS]": "<s>", "[PAD]": "<pad>", "[SEP]": "</s>", "[MASK]": "<mask>"}
        with torch.no_grad():
            self.own.copy_(torch.tensor([own.get(renamed.get(word, word), unknown) for word in vocabulary]))
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            self.relative.weight.copy_(w["encoder.relative_attention_bias.weight"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [w[f"{p}attention.attn.{x}.{kind}"] for x in "qkv"]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(w[f"{p}attention.attn.o.{kind}"])
                    getattr(layer.norm1, kind).copy_(w[f"{p}attention.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(w[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{kind}"])


def relative_bucket(distance: Tensor) -> Tensor:
    """Signed distances in tokens to MPNet's 32 buckets (Raffel et al. 2020): exact below 8, then logarithmic."""
    size = distance.abs()
    far = 8 + (torch.log(size.clamp(min=8).float() / 8) / math.log(128 / 8) * 8).long()
    return torch.where(size < 8, size, far.clamp(max=15)) + 16 * (distance > 0).long()


class Heads(nn.Module):
    """Everything after the encoder; small enough to be run in float32 by numpy in the package."""

    def __init__(self, width: int = MINILM.width) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, width)
        self.tags = nn.Linear(width, TAG_COUNT)
        self.names = nn.Linear(width, NAME_TAG_COUNT)
        self.transitions = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        self.begin = nn.Parameter(torch.zeros(TAG_COUNT))
        self.finish = nn.Parameter(torch.zeros(TAG_COUNT))
        # A cue asks for the first and the last token of its source; a content asks for its cue.
        self.source_query = nn.Linear(width, 2 * KEY)
        self.source_key = nn.Linear(width, 2 * KEY)
        self.source_null = nn.Linear(width, 2)
        self.source_distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.source_crossing = nn.Parameter(torch.zeros(2, CROSSINGS))
        self.cue_query = nn.Linear(3 * width, KEY)
        self.cue_key = nn.Linear(width, KEY)
        self.cue_null = nn.Linear(3 * width, 1)
        self.cue_distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.cue_crossing = nn.Parameter(torch.zeros(CROSSINGS))
        # What a speaker does: from the cue's mean, the first content's mean and the content's first token.
        self.act_hidden = nn.Linear(3 * width, width)
        self.acts = nn.Linear(width, ACT_COUNT)

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
