"""What can be in the way of a database; the sentence names the cause and the remedy."""

from haicap.kernel.errors import FailureError


class DatabaseError(FailureError):
    """The database cannot be opened; its words are meant for the administrator."""

    def __init__(self, words: str) -> None:
        super().__init__("database.unavailable", words, retry=True)
