"""Pages: the public catalogue, enrolling, the client's own program, the practice."""
