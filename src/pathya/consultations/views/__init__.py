"""Pages about calls: booking, the client's, the nutritionist's."""
