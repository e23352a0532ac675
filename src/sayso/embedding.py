"""Texts to sentence vectors, by the all-MiniLM-L6-v2 network that ships with the package (see MODEL_CARD.md)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sayso.errors import InstallationError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights" / "sentences"
WIDTH = 384
FAMILY = "all-MiniLM-L6-v2/int8/1"
"""Name of the space the vectors lie in; vectors of different families must not be compared."""

_LONGEST = 4_000
"""Code points looked at; 256 tokens, all that the network takes, are fewer in any language it knows."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_CHUNK = 256

Floats = npt.NDArray[np.float32]


class Embedder:
    """The sentence embedder. Loaded once (about 0.2 s, 60 MB) and used for many texts; safe to share by threads.

    A text's vector depends on nothing but the text: each is computed alone, several at a time on several cores.

    Args:
        folder: where ``embedder.onnx`` and ``tokenizer.json`` stand; the package's own by default.
        threads: texts computed at the same time; the machine's cores by default.

    Raises:
        InstallationError: if a file is missing or damaged.
    """

    family = FAMILY

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        folder = folder or WEIGHTS
        try:
            self._tokenizer = _tokenizer(folder / "tokenizer.json")
            self._session = _session(folder / "embedder.onnx")
        except Exception as fault:
            raise InstallationError(
                f"{folder}: the sentence embedder cannot be loaded ({fault}); reinstall sayso"
            ) from fault
        self._threads = threads or _cores()

    def vector(self, text: str) -> Floats:
        """The vector of ``text``: shape (384,), Euclidean length 1. Texts near in meaning have a large dot product."""
        text = _SURROGATES.sub("\ufffd", text[:_LONGEST])
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        out: Floats = self._session.run(["vector"], {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return out

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The vectors of ``texts``, shape (len(texts), 384)."""
        return np.stack(list(self.stream(texts))) if texts else np.zeros((0, WIDTH), dtype=np.float32)

    def stream(self, texts: Iterable[str]) -> Iterator[Floats]:
        """The vector of each text in turn; memory does not grow with their number."""
        texts = iter(texts)
        with ThreadPoolExecutor(self._threads, thread_name_prefix="sayso-embedder") as pool:
            while chunk := list(islice(texts, _CHUNK)):
                yield from pool.map(self.vector, chunk)


def _tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts are short and independent: the cores are filled by several at a time
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
