"""Readiness of units, on the demo province of 2026."""
