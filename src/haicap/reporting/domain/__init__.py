"""Rules of declared figures."""
