"""Components, layout, htmx helpers and formats shared by all screens. Knows no package above it."""
