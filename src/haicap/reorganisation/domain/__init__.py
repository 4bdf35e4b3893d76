"""Rules of a reorganisation: the plan's shape, who may do what, who owns what is left, what must be conserved."""
