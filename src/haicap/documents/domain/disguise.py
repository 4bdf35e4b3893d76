"""Signs that bytes are also a page, an archive or a program (a polyglot)."""

_FOREIGN = (
    b"<html",
    b"<!doctype",
    b"<script",
    b"<svg",
    b"<?php",
    b"%pdf-",
    b"pk\x03\x04",
    b"\x7felf",
    b"rar!\x1a",
)


def looks_foreign(rest: bytes) -> bool:
    """True where `rest`, the part of a file that its own format does not show, is made for another reader."""
    lowered = rest.lower()
    return lowered.startswith(b"mz\x90") or any(sign in lowered for sign in _FOREIGN)
