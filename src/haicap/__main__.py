"""`haicap` and `python -m haicap`: hands the words of the command line to `config.cli`."""

import sys


def main() -> int:
    """Run one command; the exit code is 0 done, 1 findings or rejects, 2 could not run."""
    from haicap.config.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
