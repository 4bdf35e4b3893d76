"""Tables and the vault of papers."""

from haicap.documents.models.custody import CustodyRow
from haicap.documents.models.drafts import DecisionDraft
from haicap.documents.models.files import StoredFile
from haicap.documents.models.forms import FormCounter, IssuedFormRow
from haicap.documents.models.naming import NamingChoice

__all__ = ["CustodyRow", "DecisionDraft", "FormCounter", "IssuedFormRow", "NamingChoice", "StoredFile"]
