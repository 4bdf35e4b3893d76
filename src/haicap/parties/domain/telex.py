"""Traces of a Telex input method that was left on while a scanner typed: "Nguyeenx", "Vawn", "DDinhj".

Only words built like a Vietnamese syllable are suspected, so that names of other peoples (Ksor, Moong, H'Wer) pass.
"""

import re

_INITIAL = r"(?:b|ch?|dd?|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
_VOWELS = r"(?:[aeiouy]|aa|ee|oo|aw|ow|uw|w){1,4}"
_FINAL = r"(?:ch?|m|ng?|nh|p|t)?"
_SYLLABLE = re.compile(rf"{_INITIAL}{_VOWELS}{_FINAL}(?P<tone>[sfrxj]?)")
_DOUBLED = re.compile(r"dd|aa|ee|aw|ow|uw")


def looks_like_telex(word: str) -> bool:
    """True where `word` reads like keystrokes of a Vietnamese syllable instead of the syllable."""
    lowered = word.lower()
    syllable = _SYLLABLE.fullmatch(lowered) if lowered.isascii() else None
    return syllable is not None and bool(syllable["tone"] or _DOUBLED.search(lowered))
