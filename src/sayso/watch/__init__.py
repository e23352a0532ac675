"""Polling feeds for weeks and reading what is new into the record: a feeds file in, articles and log lines out."""
