"""Figures set side by side: what a unit has declared in public and what its dossiers say. It writes nothing."""
