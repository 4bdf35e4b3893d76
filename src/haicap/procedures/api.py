"""What other packages may ask of the catalogue."""

from haicap.procedures.selectors.catalogue import all_fields, in_force, search
from haicap.procedures.selectors.versions import approved_versions, version, version_on
from haicap.procedures.selectors.words import fee_words, limit_words
from haicap.procedures.services.load import load

__all__ = [
    "all_fields",
    "approved_versions",
    "fee_words",
    "in_force",
    "limit_words",
    "load",
    "search",
    "version",
    "version_on",
]
