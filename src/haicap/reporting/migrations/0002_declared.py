"""Declared figures that officials wrote down, and the files they came in: only added, see sql/declared.sql."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0001_periodic'),
        ('territory', '0005_hamlets_retired'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeclaredPaper',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('province', models.CharField(max_length=2)),
                ('name', models.TextField()),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('person_id', models.BigIntegerField()),
                ('appointment_id', models.BigIntegerField()),
                ('actor_label', models.TextField()),
            ],
            options={
                'db_table': 'reporting_declared_paper',
                'constraints': [models.UniqueConstraint(fields=('province', 'sha256'), name='reporting_declared_paper_once')],
            },
        ),
        migrations.CreateModel(
            name='DeclaredRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('province', models.CharField(max_length=2)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('name', models.TextField()),
                ('name_en', models.TextField()),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('value', models.DecimalField(decimal_places=2, max_digits=18)),
                ('qualifier', models.TextField(choices=[('exact', 'exact'), ('more than', 'more than'), ('nearly', 'nearly'), ('approximate', 'approximate')])),
                ('source', models.TextField()),
                ('reason', models.TextField(default='')),
                ('counted', models.BigIntegerField()),
                ('agrees', models.BooleanField(null=True)),
                ('at', models.DateTimeField()),
                ('person_id', models.BigIntegerField()),
                ('appointment_id', models.BigIntegerField()),
                ('actor_label', models.TextField()),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.declaredpaper')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.declaredrow')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit')),
            ],
            options={
                'db_table': 'reporting_declared',
                'indexes': [models.Index(fields=['unit', 'starts_on', 'ends_on'], name='reporting_declared_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='reporting_declared_days_in_order'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='reporting_declared_not_negative'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reporting_declared_has_source'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('paper__isnull', False), ('replaces__isnull', True)), models.Q(('agrees', True), ('replaces__isnull', True)), _connector='OR'), name='reporting_declared_reason')],
            },
        ),
        migrations.RunSQL(
            (SQL / "declared.sql").read_text("utf-8"), (SQL / "declared_undo.sql").read_text("utf-8")
        ),
    ]
