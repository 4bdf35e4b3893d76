"""Fill the demo in the background: `python -m haicap.config.demo NAME`. Does nothing more once it is full."""

import os
import sys


def main(name: str) -> int:
    """Fill the demo `name`, saying how far we are on standard error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    import django

    django.setup()
    from haicap.kernel.console import Output
    from haicap.simulation import api as simulation

    out = Output(as_json=False)
    simulation.fill_demo(lambda text: out.progress(f"demo {name}: {text}"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
