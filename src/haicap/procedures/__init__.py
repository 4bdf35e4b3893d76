"""The catalogue of administrative procedures: versions, limits, fees, components, steps, competence."""
