"""The map on the pages and over the API."""
