"""All addresses. Officials' pages, the citizen's side and the API each live in their package's `web/urls.py`."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
