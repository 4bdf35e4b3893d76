"""Figures with day and source, land without a commune, the codes of other systems."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0002_enacting'),
    ]

    operations = [
        migrations.CreateModel(
            name='CodeAlias',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('system', models.TextField()),
                ('alias', models.TextField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('source', models.TextField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit')),
            ],
            options={
                'db_table': 'territory_code_alias',
                'constraints': [models.UniqueConstraint(fields=('system', 'alias', 'valid_from'), name='territory_alias_once'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('system', 'alias'), name='territory_alias_one_open'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='territory_alias_days')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('measure', models.TextField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('reference_on', models.DateField()),
                ('source', models.TextField()),
                ('precision', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.observation')),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unitstate')),
            ],
            options={
                'db_table': 'territory_observation',
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_by__isnull', True)), fields=('state', 'measure', 'reference_on', 'source'), name='territory_observation_once'), models.CheckConstraint(condition=models.Q(('measure__in', ['area_km2', 'population', 'households', 'poor_households', 'near_poor_households'])), name='territory_observation_measure'), models.CheckConstraint(condition=models.Q(('precision__in', ['exact', 'about', 'more_than', 'nearly'])), name='territory_observation_precision'), models.CheckConstraint(condition=models.Q(('value__gte', 0), models.Q(models.Q(('measure__in', ['households', 'near_poor_households', 'poor_households', 'population']), _negated=True), ('value', models.Func(models.F('value'), function='trunc')), _connector='OR')), name='territory_observation_value'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='territory_observation_source')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('managed_by', models.TextField(blank=True, default='')),
                ('mutation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.mutation')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unitstate')),
            ],
            options={
                'db_table': 'territory_piece',
                'constraints': [models.UniqueConstraint(fields=('successor', 'name'), name='territory_piece_once')],
            },
        ),
    ]
