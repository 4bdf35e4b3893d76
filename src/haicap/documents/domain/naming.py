"""How papers name units that changed, where a province has not chosen otherwise.

A paper carries the official full name of the body that issued it on its day (Decree 30/2020/NĐ-CP, appendix I); what
lasts after a merger keeps its force (Resolution 190/2025/QH15), so today's name is added and nothing replaced. Which
pages add it is ours. A result is signed by today's body, in today's name.
"""

from collections.abc import Iterable
from datetime import date

from haicap.documents.contract import NamedPaper, NamingRule
from haicap.territory.contract import Naming

_ISSUED = "Nghị định 30/2020/NĐ-CP, Phụ lục I; Nghị quyết 190/2025/QH15"
DEFAULTS = {
    NamedPaper.RECEIPT: NamingRule(NamedPaper.RECEIPT, Naming.BOTH, None, _ISSUED),
    NamedPaper.CONTROL_SLIP: NamingRule(NamedPaper.CONTROL_SLIP, Naming.BOTH, None, _ISSUED),
    NamedPaper.LOG_BOOK: NamingRule(NamedPaper.LOG_BOOK, Naming.EVENT, None, _ISSUED),
    NamedPaper.RESULT: NamingRule(
        NamedPaper.RESULT, Naming.CURRENT, None, "Nghị định 30/2020/NĐ-CP, Phụ lục I"
    ),
    NamedPaper.TRACKING: NamingRule(NamedPaper.TRACKING, Naming.BOTH, None, "Nghị quyết 190/2025/QH15"),
    NamedPaper.LISTS: NamingRule(NamedPaper.LISTS, Naming.BOTH, None, "Nghị quyết 190/2025/QH15"),
}


def rule_on(paper: NamedPaper, chosen: Iterable[NamingRule], day: date) -> NamingRule:
    """What holds on `day`: the latest choice that has begun, else the default."""
    begun = [rule for rule in chosen if rule.paper is paper and rule.since is not None and rule.since <= day]
    return max(begun, key=lambda rule: rule.since or date.min, default=DEFAULTS[paper])
