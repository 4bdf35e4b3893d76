"""Outlines of units for drawing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0006_hamlet_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('state', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='territory.unitstate')),
                ('rings', models.JSONField()),
                ('source', models.TextField()),
                ('sha256', models.TextField()),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'territory_boundary',
            },
        ),
        migrations.AddConstraint(
            model_name='boundary',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='territory_boundary_source'),
        ),
    ]
