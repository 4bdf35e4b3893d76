"""The shared screens as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Owns the base templates, the style sheet and the template tags."""

    name = "haicap.ui"
    label = "ui"
