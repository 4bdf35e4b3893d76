"""All laws of all packages, in the order of their ids: the one table that `check` runs."""

from haicap.documents.checks import LAWS as DOCUMENTS
from haicap.dossiers.checks import LAWS as DOSSIERS
from haicap.organisation.checks import LAWS as ORGANISATION
from haicap.platform.checks import Law
from haicap.platform.checks.calendar import LAWS as CALENDAR
from haicap.platform.checks.configuration import LAWS as CONFIGURATION
from haicap.platform.checks.machinery import LAWS as MACHINERY
from haicap.procedures.checks import LAWS as PROCEDURES
from haicap.reorganisation.checks import LAWS as REORGANISATION
from haicap.reporting.checks import LAWS as REPORTING
from haicap.territory.checks import LAWS as TERRITORY

# a law may be stated by several packages, each for its own tables
ALL: tuple[Law, ...] = tuple(
    sorted(
        (
            *CONFIGURATION,
            *CALENDAR,
            *MACHINERY,
            *TERRITORY,
            *ORGANISATION,
            *DOCUMENTS,
            *PROCEDURES,
            *DOSSIERS,
            *REORGANISATION,
            *REPORTING,
        ),
        key=lambda law: law.id,
    )
)
