"""Merging, dividing and renaming units as one operation with proof: plan, preview, approval, application, annulment."""
