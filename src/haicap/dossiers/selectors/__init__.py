"""Reading: cards, lists, counts. Every list is ordered to the last id and scoped to an actor."""
