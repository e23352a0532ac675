"""How fast a report is read, on one and on all cores, and where the time goes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from bench.articles import thousand_token_articles
from bench.machine import cores
from sayso.model import Document
from sayso.reading.decode import decode, names_of
from sayso.reading.network import WEIGHTS, Network
from sayso.reading.reader import Reader
from sayso.reading.tokens import tokenize
from sayso.sources.load import Given, load_bytes

ROUNDS = 3


def whole() -> str:
    """Articles and tokens a second of loading and reading plain text, all fields, by number of threads."""
    articles, tokens, origin = thousand_token_articles()
    raw = [(a.text.encode(), a.published) for a in articles]
    rows = ["| threads | articles a second | tokens a second |", "|---|---|---|"]
    for threads in sorted({1, cores()}):
        reader = Reader(threads=threads)
        list(reader.read_many(articles[:4]))
        seconds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            documents = (load_bytes(data, given=Given(published=day)).document for data, day in raw)
            for _reading in reader.read_many(documents):
                pass
            seconds.append(time.perf_counter() - began)
        median = sorted(seconds)[ROUNDS // 2]
        rows.append(f"| {threads} | {len(articles) / median:.1f} | {tokens / median:,.0f} |")
    return "\n".join(
        [
            *rows,
            "",
            f"{len(articles)} articles of {tokens / len(articles):.0f} tokens ({origin}); median of {ROUNDS} rounds.",
        ]
    )


def parts() -> str:
    """Milliseconds an article of 1,000 tokens takes in each part, one thread."""
    articles, tokens, _ = thousand_token_articles()
    network, reader = Network(threads=1), Reader(threads=1)
    spent = dict.fromkeys(("load and furniture", "tokens and features", "network", "decoding", "whole"), 0.0)

    def timed(part: str, work: Callable[[], object]) -> object:
        began = time.perf_counter()
        out = work()
        spent[part] += time.perf_counter() - began
        return out

    reader.read(articles[0])
    for article in articles:
        data = article.text.encode()
        timed("load and furniture", lambda data=data: load_bytes(data, given=Given(published="2016-09-20")))
        sections = timed("tokens and features", lambda a=article: list(tokenize(a, network.tokenizer)))
        for section in sections:
            scores = timed("network", lambda s=section: network.submit(s).result())

            def decoding(scores=scores, section=section):
                names_of(scores.names)
                return decode(scores, section.place, network.heads, network.rules)

            timed("decoding", decoding)
        timed("whole", lambda a=article: reader.read(Document(a.text, published=a.published)))
    spent["spans and fields"] = spent["whole"] - sum(spent[p] for p in ("tokens and features", "network", "decoding"))
    whole = spent.pop("whole") + spent["load and furniture"]
    rows = ["| part | ms for 1,000 tokens | share |", "|---|---|---|"]
    rows += [f"| {p} | {1e6 * s / tokens:.1f} | {s / whole:.0%} |" for p, s in spent.items()]
    ratio = spent["spans and fields"] / spent["network"]
    return "\n".join(
        [
            *rows,
            f"| all | {1e6 * whole / tokens:.1f} | |",
            "",
            f"Spans and fields take {ratio:.0%} of the network's time.",
        ]
    )


def peak() -> str:
    """How close the network's products come to the machine's int8 peak: one large product, one thread, same run."""
    import onnxruntime

    articles, _, _ = thousand_token_articles()
    session = onnxruntime.InferenceSession(
        _large_product(), _one_thread(onnxruntime), providers=["CPUExecutionProvider"]
    )
    rng = np.random.default_rng(0)
    feed = {
        "a": rng.integers(0, 255, (2048, 2048), dtype=np.uint8),
        "b": rng.integers(-127, 127, (2048, 2048), dtype=np.int8),
    }
    session.run(None, feed)
    seconds = []
    for _ in range(7):
        began = time.perf_counter()
        session.run(None, feed)
        seconds.append(time.perf_counter() - began)
    best = 2 * 2048**3 / min(seconds)
    network = Network(threads=1)
    sections = [s for a in articles[:20] for s in tokenize(a, network.tokenizer)]
    network.submit(sections[0]).result()
    began = time.perf_counter()
    for section in sections:
        network.submit(section).result()
    rate = sum(map(len, sections)) / (time.perf_counter() - began)
    products = 2 * 6 * (4 * 384 * 384 + 2 * 384 * 1536)
    windows = sum(b - a for s in sections for a, b in network.submit(s).windows) / sum(map(len, sections))
    reached = rate * windows * products
    return (
        f"Largest int8 product (2048³, one thread): {best / 1e9:.0f} GOP/s. The encoder's int8 products: "
        f"{products / 1e6:.1f} MOP a token, {rate:,.0f} tokens a second on one thread with windows that overlap by "
        f"{windows - 1:.0%}, so {reached / 1e9:.0f} GOP/s or {reached / best:.0%} of it; the rest goes to attention, "
        "normalisation, activation and the quantisation of what enters each product."
    )


def _one_thread(onnxruntime):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return options


def _large_product() -> bytes:
    """An ONNX model of one MatMulInteger of 2048 by 2048 by 2048."""
    from onnx import TensorProto, helper

    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    kinds = {"a": TensorProto.UINT8, "b": TensorProto.INT8, "c": TensorProto.INT32}
    a, b, c = (helper.make_tensor_value_info(name, kind, [2048, 2048]) for name, kind in kinds.items())
    graph = helper.make_graph([node], "product", [a, b], [c])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def network_size() -> str:
    """Size of the shipped files."""
    files = sorted((p for p in WEIGHTS.iterdir() if p.is_file()), key=lambda p: -p.stat().st_size)
    return "\n".join(["| file | MB |", "|---|---|", *(f"| {p.name} | {p.stat().st_size / 1e6:.2f} |" for p in files)])
