"""Periodic reports, their steps and papers, and the guards that keep them: see sql/periodic.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0008_custody'),
        ('organisation', '0003_succession'),
        ('territory', '0005_hamlets_retired'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodicReport',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('province', models.CharField(max_length=2)),
                ('level', models.TextField(choices=[('commune', 'commune'), ('department', 'department'), ('province', 'province')])),
                ('kind', models.TextField(choices=[('day', 'day'), ('week', 'week'), ('month', 'month'), ('quarter', 'quarter'), ('year', 'year')])),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('edition', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('rows_sha256', models.CharField(max_length=64)),
                ('rows_count', models.PositiveIntegerField()),
                ('frozen_at', models.DateTimeField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.agency')),
                ('rows_file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit')),
            ],
            options={
                'db_table': 'reporting_periodic_report',
            },
        ),
        migrations.CreateModel(
            name='PeriodicAct',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('seq', models.PositiveSmallIntegerField()),
                ('step', models.TextField(choices=[('prepared', 'prepared'), ('checked', 'checked'), ('signed', 'signed'), ('submitted', 'submitted'), ('rolled_up', 'rolled_up'), ('returned', 'returned')])),
                ('at', models.DateTimeField()),
                ('person_id', models.BigIntegerField()),
                ('appointment_id', models.BigIntegerField()),
                ('actor_label', models.TextField()),
                ('capacity', models.TextField(default='')),
                ('note', models.TextField(default='')),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.periodicreport')),
            ],
            options={
                'db_table': 'reporting_periodic_act',
            },
        ),
        migrations.CreateModel(
            name='PeriodicPaper',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='reporting.periodicreport')),
                ('file_sha256', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
            ],
            options={
                'db_table': 'reporting_periodic_paper',
            },
        ),
        migrations.AddIndex(
            model_name='periodicreport',
            index=models.Index(fields=['province', 'kind', 'starts_on'], name='reporting_periodic_of_province'),
        ),
        migrations.AddConstraint(
            model_name='periodicreport',
            constraint=models.UniqueConstraint(fields=('body', 'kind', 'starts_on', 'edition'), name='reporting_periodic_once'),
        ),
        migrations.AddConstraint(
            model_name='periodicreport',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='reporting_periodic_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='periodicreport',
            constraint=models.CheckConstraint(condition=models.Q(('rows_sha256__regex', '^[0-9a-f]{64}$'), ('sha256__regex', '^[0-9a-f]{64}$')), name='reporting_periodic_hashes'),
        ),
        migrations.AddConstraint(
            model_name='periodicact',
            constraint=models.UniqueConstraint(fields=('report', 'seq'), name='reporting_periodic_act_order'),
        ),
        migrations.AddConstraint(
            model_name='periodicact',
            constraint=models.UniqueConstraint(fields=('report', 'step'), name='reporting_periodic_act_once'),
        ),
        migrations.AddConstraint(
            model_name='periodicact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step', 'returned'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='reporting_periodic_act_reason'),
        ),
        migrations.RunSQL(
            (SQL / "periodic.sql").read_text("utf-8"), (SQL / "periodic_undo.sql").read_text("utf-8")
        ),
    ]
