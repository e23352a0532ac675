"""Command line: one file a command group; bytes in from the shell, views and formats out."""
