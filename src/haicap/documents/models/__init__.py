"""Tables and the vault of papers."""

from haicap.documents.models.files import StoredFile
from haicap.documents.models.forms import FormCounter, IssuedFormRow

__all__ = ["FormCounter", "IssuedFormRow", "StoredFile"]
