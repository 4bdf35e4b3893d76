"""What can be in the way of a database; the sentence names the cause and the remedy."""


class DatabaseError(Exception):
    """The database cannot be opened; its text is meant for the administrator."""
