"""Reading the apparatus: cards, holders, actors."""
