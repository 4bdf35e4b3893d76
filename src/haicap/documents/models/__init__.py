"""Tables and the vault of papers."""

from haicap.documents.models.drafts import DecisionDraft
from haicap.documents.models.files import StoredFile
from haicap.documents.models.forms import FormCounter, IssuedFormRow

__all__ = ["DecisionDraft", "FormCounter", "IssuedFormRow", "StoredFile"]
