"""Every command's options can be read before there is a database, so that `--help` and mistakes answer at once."""

import subprocess
import sys

from haicap.config.cli import COMMANDS

_PROBE = """
import argparse, importlib
from django.conf import settings
module = importlib.import_module({module!r})
module.arguments(argparse.ArgumentParser())
assert not settings.configured, "settings were read"
"""


def test_no_command_needs_a_database_to_tell_its_options() -> None:
    for name, module in COMMANDS.items():
        words = [sys.executable, "-c", _PROBE.format(module=module)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr[-400:]}"
