"""`make bench`: how quick haicap is on a full province, each figure beside its ceiling of the same minute.

Not a test: a figure that falls short is shown, not refused. docs/benchmarks/README.md says what is measured and how.
"""
