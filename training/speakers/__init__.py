"""Hand-coded speakers of PolNeAR training articles, and how well the resolver does on them."""
