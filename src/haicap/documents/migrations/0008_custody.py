"""What bodies handed over when they were merged: rows are only added."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE FUNCTION documents_custody_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'documents_custody is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_custody_append_only BEFORE UPDATE OR DELETE ON documents_custody
    FOR EACH ROW EXECUTE FUNCTION documents_custody_refuse();
CREATE TRIGGER documents_custody_no_truncate BEFORE TRUNCATE ON documents_custody
    FOR EACH STATEMENT EXECUTE FUNCTION documents_custody_refuse();
"""
UNGUARD = """
DROP TRIGGER documents_custody_append_only ON documents_custody;
DROP TRIGGER documents_custody_no_truncate ON documents_custody;
DROP FUNCTION documents_custody_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_file_body"),
        ("organisation", "0003_succession"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustodyRow",
            fields=[
                (
                    "succession",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisation.succession",
                    ),
                ),
                ("instrument", models.TextField()),
                ("files", models.PositiveIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "documents_custody",
            },
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("owner_kind", ""), _negated=True),
                fields=["agency", "stored_at"],
                include=("size",),
                name="documents_file_by_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("files", 0), ("size", 0)),
                    models.Q(("files__gt", 0), ("size__gte", models.F("files"))),
                    _connector="OR",
                ),
                name="documents_custody_sizes",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
