"""Addresses to units, without Django and without a database.

    from datetime import date
    from haicap.territory.domain.addresses import Resolver

    Resolver(date(2026, 11, 21)).resolve("xã Tam Bố, huyện Di Linh, Lâm Đồng")

A newcomer reads `resolver`, then `words` (folding, abbreviations), `line` (words and breaks), `places` and `gazetteer`
(what may be named), `reading` (right to left), `misspelling` and
`nearness` (typing errors), `reader` (which liberty when), `answers` (rivals and law), `plain` (the
short way).
"""

from haicap.territory.domain.addresses.resolver import Resolver

__all__ = ["Resolver"]
