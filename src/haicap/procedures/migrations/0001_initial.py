"""Tables of the catalogue."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0002_journal_guard'),
    ]

    operations = [
        migrations.CreateModel(
            name='Field',
            fields=[
                ('key', models.TextField(primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
                ('name_en', models.TextField()),
            ],
            options={
                'db_table': 'procedures_field',
                'constraints': [models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='procedures_field_key_plain')],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.TextField(unique=True)),
            ],
            options={
                'db_table': 'procedures_procedure',
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]\\.[0-9]{6}$')), name='procedures_procedure_code_shape')],
            },
        ),
        migrations.CreateModel(
            name='ProcedureVersion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.TextField()),
                ('origin', models.TextField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('name', models.TextField()),
                ('name_en', models.TextField()),
                ('folded', models.TextField()),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('certainty', models.TextField()),
                ('source', models.TextField()),
                ('on_supplement', models.TextField()),
                ('fee_vnd', models.BigIntegerField(null=True)),
                ('fee_rule', models.TextField()),
                ('fee_note', models.TextField()),
                ('result_name', models.TextField()),
                ('result_name_en', models.TextField()),
                ('note', models.TextField()),
                ('variants', models.JSONField()),
                ('components', models.JSONField()),
                ('steps', models.JSONField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('field', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.field')),
                ('procedure', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('proposed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'db_table': 'procedures_version',
            },
        ),
        migrations.CreateModel(
            name='ProcedureEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('act', models.TextField()),
                ('person_name', models.TextField()),
                ('at', models.DateTimeField()),
                ('note', models.TextField(default='')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedureversion')),
            ],
            options={
                'db_table': 'procedures_event',
            },
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.UniqueConstraint(fields=('procedure', 'number'), name='procedures_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'proposed'])), fields=('procedure',), name='procedures_version_one_in_work'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'proposed', 'approved', 'withdrawn'])), name='procedures_version_status_known'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('certainty__in', ['verified', 'unit-inferred', 'code-verified', 'unverified', 'declared'])), name='procedures_version_certainty_known'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('on_supplement__in', ['pause', 'restart'])), name='procedures_version_on_supplement_known'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('levels__contained_by', ['commune', 'province', 'ministry']), ('levels__len__gt', 0)), name='procedures_version_levels_known'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='procedures_version_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fee_rule', 'free'), ('fee_vnd', 0)), models.Q(('fee_rule', 'fixed'), ('fee_vnd__gt', 0)), models.Q(('fee_rule__in', ['council', 'not_stated']), ('fee_vnd__isnull', True)), _connector='OR'), name='procedures_version_fee_fits_rule'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('origin', 'catalogue'), ('proposed_by__isnull', True), ('status', 'approved')), models.Q(('approved_by__isnull', False), ('origin', 'province'), ('proposed_by__isnull', False), ('status', 'approved'), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), models.Q(('approved_by__isnull', True), ('origin', 'province'), models.Q(('status', 'approved'), _negated=True), models.Q(('proposed_by__isnull', False), models.Q(('status', 'proposed'), _negated=True), _connector='OR')), _connector='OR'), name='procedures_version_two_people'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('status', 'approved')), models.Q(models.Q(('status', 'approved'), _negated=True), ('approved_at__isnull', True)), _connector='OR'), name='procedures_version_approval_dated'),
        ),
    ]
