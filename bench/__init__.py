"""Speed, memory, size and accuracy, measured; one command prints the tables of docs/benchmarks.md."""
