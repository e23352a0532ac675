"""Whole processes: cold start, memory, size of the package."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
ROUNDS = 7


# A child's peak memory is counted from the fork, so from what its parent held: a small process starts the command.
_LAUNCHER = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([seconds, peak, done.returncode, done.stderr.decode(errors="replace")]))
"""


def _run(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one command that must succeed."""
    launched = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command], stdout=subprocess.PIPE, check=True, text=True
    )
    seconds, peak, code, errors = json.loads(launched.stdout)
    if code:
        sys.exit(f"{' '.join(command)}: {errors}")
    return seconds, peak


def cold_start() -> str:
    """Seconds and memory of ``sayso read`` on one short report, and memory on many."""
    from bench.articles import thousand_token_articles

    sayso = [sys.executable, "-m", "sayso"]
    short = min((CHECKOUT / "examples").glob("*.txt"), key=lambda p: p.stat().st_size)
    runs = sorted(_run([*sayso, "read", "--format", "json", str(short)]) for _ in range(ROUNDS))
    seconds, memory = runs[ROUNDS // 2]
    with tempfile.TemporaryDirectory() as folder:
        for i, article in enumerate(thousand_token_articles()[0]):
            Path(folder, f"{i:03}.txt").write_text(article.text, "utf-8")
        many_seconds, many_memory = _run([*sayso, "read", "--format", "jsonl", folder])
        count = len(list(Path(folder).iterdir()))
    page = next((CHECKOUT / "examples").glob("*.html"))
    page_time, page_memory = sorted(_run([*sayso, "read", "--format", "json", str(page)]) for _ in range(3))[1]
    return "\n".join(
        [
            "| command | seconds | peak memory, MB |",
            "|---|---|---|",
            f"| `sayso read` of one short text ({short.stat().st_size:,} bytes), cold | {seconds:.2f} | {memory:.0f} |",
            f"| one HTML page ({page.stat().st_size:,} bytes), cold | {page_time:.2f} | {page_memory:.0f} |",
            f"| the same of {count} texts of 1,000 tokens | {many_seconds:.1f} | {many_memory:.0f} |",
            "",
            f"Median of {ROUNDS} runs for the first row, of 3 for the second.",
        ]
    )


def package() -> str:
    """Megabytes of the built wheel."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(CHECKOUT)]
        _run(command)
        (wheel,) = Path(folder).glob("*.whl")
        return f"The wheel is {wheel.stat().st_size / 1e6:.1f} MB."
