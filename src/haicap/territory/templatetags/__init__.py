"""Template filters of the map."""
