"""`python -m tests.faults.officers DATA`: staff the province and print a key of one receiving officer per commune."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from haicap.platform.database import Server

COMMUNES = 8
PROCEDURE = "2.000806"  # civil status with six papers


def main(data: Path) -> None:
    """Print `{"tokens": {unit code: key}, "papers": [the checklist of the procedure handed in]}`."""
    with Server(data).use() as url:
        os.environ |= {"HAICAP_DATABASE_URL": url, "HAICAP_DATA_DIR": str(data)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "haicap.config.settings"
        import django

        django.setup()
        from haicap.kernel import clock
        from haicap.organisation import api as organisation
        from haicap.organisation.contract import Role
        from haicap.procedures import api as procedures
        from haicap.territory import api as territory

        organisation.staff_province("68")
        now, keys = clock.now(), {}
        for unit in territory.communes_of("68", clock.today())[:COMMUNES]:
            centre = organisation.centre_of_unit(unit.unit_id).id
            holder = organisation.holders(centre, Role.RECEIVER, clock.today())[0]
            actor = organisation.actor_of_appointment(holder.id, clock.today())
            keys[unit.code] = organisation.issue_token(
                actor=actor, name="faults", expires_at=now + timedelta(days=1), at=now
            )
        papers = [
            {"key": paper.key, "kind": paper.kind, "state": "kept"}
            for paper in procedures.version_on(PROCEDURE, clock.today()).components
        ]
        from django.db import connection

        connection.close()
        connection.close_pool()
    print(json.dumps({"tokens": keys, "papers": papers}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
