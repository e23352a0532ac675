"""Document in, Reading out: the network, its decoding, and the resolvers of each field."""
