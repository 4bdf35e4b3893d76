"""Commands that belong to no package: starting, preparing, looking after."""
