"""Rules of the dated map: how it is built from its sources and what must hold before it is believed."""
