"""The reading room: the record in a browser. Requests in, pages and JSON out; what it knows, services tell it."""
