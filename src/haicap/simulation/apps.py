"""The simulator as a Django app; it has no tables."""

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """Owns nothing: what it makes belongs to the packages it calls."""

    name = "haicap.simulation"
    label = "simulation"
