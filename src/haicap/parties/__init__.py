"""Persons and organisations as the counter meets them: the applicant, the citizen card."""
