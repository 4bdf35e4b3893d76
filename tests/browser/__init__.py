"""Walks in real pages with headless Chromium."""
