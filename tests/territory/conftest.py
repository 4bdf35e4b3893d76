"""The map of the data files as values; in the database the harness loaded it once."""

import pytest

from haicap.territory.domain.build import Tables
from haicap.territory.services.load import data_files


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The rows of the data files; tests change copies."""
    return data_files()
