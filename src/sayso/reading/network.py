"""The shipped network, run by onnxruntime window by window, without padding."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sayso.errors import InstallationError
from sayso.reading.decode import Rules
from sayso.reading.heads import NAME_TAG_COUNT, TAG_COUNT, Heads, Scores, WindowLinks
from sayso.reading.tokens import Tokens, load_tokenizer
from sayso.reading.windows import owned_parts, plan_windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("network.onnx", "links.npz", "tokenizer.json", "settings.json")


@dataclass(frozen=True, slots=True)
class Pending:
    """Scores under way: call :meth:`result` to wait for them."""

    windows: list[tuple[int, int]]
    parts: list[Future[list[Floats]]]

    def result(self) -> Scores:
        """The scores of all tokens, each token's from the window with most context around it."""
        tags, windows = [], []
        for (start, _), (a, b), part in zip(self.windows, owned_parts(self.windows), self.parts, strict=True):
            own, links, vectors = part.result()
            tags.append(own[a - start : b - start])
            windows.append(WindowLinks(start, (a, b), links, vectors))
        both = np.concatenate(tags)
        return Scores(both[:, :TAG_COUNT], both[:, TAG_COUNT : TAG_COUNT + NAME_TAG_COUNT], tuple(windows))


class Network:
    """Network, link weights, tokenizer and settings, loaded once and used from many articles.

    Args:
        folder: where the files stand; the package's own weights by default.
        threads: windows computed at the same time; the machine's cores by default.

    Raises:
        InstallationError: if a file is missing or damaged.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        folder = folder or WEIGHTS
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise InstallationError(f"{folder}: {', '.join(missing)} missing; reinstall sayso")
        self.threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        try:
            settings = json.loads((folder / "settings.json").read_text("utf-8"))
            self.heads = Heads.load(folder / "links.npz")
            self.tokenizer: Tokenizer = load_tokenizer(folder / "tokenizer.json")
            self._session = _session(folder / "network.onnx")
        except Exception as fault:
            raise InstallationError(
                f"{folder}: the network's files cannot be loaded ({fault}); reinstall sayso"
            ) from fault
        self.rules = Rules(**settings["rules"])
        self.confidence: dict[str, float] = settings["confidence"]
        self.longest: int = settings["longest"]
        self.overlap: int = settings["overlap"]
        self.version = "sha256:" + _digest(folder)
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="sayso-network")

    def submit(self, tokens: Tokens) -> Pending:
        """Start computing the scores of a section's tokens."""
        windows = plan_windows(len(tokens), self.longest, self.overlap)
        parts = [self._pool.submit(self._encode, tokens.ids[a:b], tokens.features[a:b]) for a, b in windows]
        return Pending(windows, parts)

    def _encode(self, ids: npt.NDArray[np.int64], features: npt.NDArray[np.int64]) -> list[Floats]:
        outputs = self._session.run(["tags", "links", "vectors"], {"ids": ids[None], "features": features[None]})
        return [output[0] for output in outputs]


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread a window: windows are independent, so the cores are filled by running several at once.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The fused addition and normalisation takes three times as long as the two (onnxruntime 1.32).
    slow = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


def _digest(folder: Path) -> str:
    """One digest over all files that decide a reading."""
    total = hashlib.sha256()
    for name in FILES:
        total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()
