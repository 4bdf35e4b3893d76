"""The boards: what waits, what is late, what a month has brought; every number opens its rows."""
