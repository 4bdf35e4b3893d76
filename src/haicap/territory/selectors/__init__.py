"""Reading the map. It is public reference data: no actor is asked for."""
