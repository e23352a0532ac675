"""Bytes of reporting to Documents: plain text, HTML, fetched pages. The text is never altered; furniture is marked."""
