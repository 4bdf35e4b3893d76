"""How figures and dates are written, per language (settings.FORMAT_MODULE_PATH).

Django's own Vietnamese formats are not what officials write: no thousands point, dates with hyphens.
"""
