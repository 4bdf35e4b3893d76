"""What `haicap check` proves of the map: the tree of units, their lineage, declared totals, annulments, hamlets.

The same rules before loading and enacting, in Python: `domain.verify`, `domain.examine`.
"""

from haicap.territory.checks import acts, hamlets, totals, tree

LAWS = (*tree.LAWS, *totals.LAWS, *acts.LAWS, *hamlets.LAWS)
