"""Units over time: provinces and communes with dated states, who became what, by which law."""
