"""Hand-coded circumstances of PolNeAR training articles, and how well the resolvers do on them."""
