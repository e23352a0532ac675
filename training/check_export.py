"""Hold the package's arithmetic against training's: the same text through torch and through a float32 export.

    python -m training.check_export runs/first

Prints the largest difference of tag scores, link probabilities and act probabilities; exit code 1 above 0.002.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from sayso.model import Document
from sayso.reading.network import Network
from sayso.reading.tokens import tokenize
from training.export import load_average, write_network
from training.model import act_scores, cue_scores, source_scores

TOLERANCE = 0.002
TEXT = (
    "Vessany will not share the port of Kelm, Odile Farrant told the Northern Wire on Monday.\n\n"
    "“We will not give away a single quay,” Farrant said. Port workers said they feared for their jobs.\n\n"
)


def differences(run: Path) -> dict[str, float]:
    """Largest absolute difference by output."""
    encoder, heads = load_average(run)
    with tempfile.TemporaryDirectory() as folder:
        write_network(run, Path(folder), quantized=False)
        network = Network(Path(folder), threads=1)
        (tokens,) = tokenize(Document(TEXT * 4), network.tokenizer)
        scores = network.submit(tokens).result()
    assert len(scores.windows) == 1, "the text must fit one window"
    ids, features = torch.from_numpy(tokens.ids)[None], torch.from_numpy(tokens.features)[None]
    spans = np.array([(2, 4), (17, 19), (30, 41)])
    place = tokens.place
    with torch.no_grad():
        h = encoder(ids, features, None)[0]
        paragraphs, ranges = torch.from_numpy(place.paragraphs), torch.from_numpy(spans)
        theirs = {
            "tags": heads.emissions(h)[0],
            "names": heads.emissions(h)[1],
            "source links": source_scores(heads, h, paragraphs, ranges).exp(),
            "cue links": cue_scores(heads, h, paragraphs, ranges).exp(),
            "acts": torch.cat([act_scores(heads, h, ranges[i : i + 1], ranges[2:]) for i in range(2)]).exp(),
        }
    ours = {
        "tags": scores.tags,
        "names": scores.names,
        "source links": network.heads.source_links(scores, place, spans),
        "cue links": network.heads.cue_links(scores, place, spans),
        "acts": np.exp(network.heads.acts(scores, [tuple(x) for x in spans[:2]], [tuple(spans[2])] * 2)),
    }
    return {name: float(np.abs(ours[name] - theirs[name].numpy()).max()) for name in ours}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    found = differences(parser.parse_args().run)
    print(", ".join(f"{name} {value:.1e}" for name, value in found.items()))
    sys.exit(any(value > TOLERANCE for value in found.values()))


if __name__ == "__main__":
    main()
