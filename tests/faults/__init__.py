"""Faults on real processes: killed, cut, stopped, filled. Each has an oracle, and the oracle a saboteur.

Run by `make faults` (docs/reference/faults.md); an ordinary run of the tests leaves them out.
"""
