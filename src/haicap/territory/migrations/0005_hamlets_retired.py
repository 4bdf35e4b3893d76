"""Hamlets may be retired, with a reason; an act names its clause; a paper about hamlets may be annulled."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0004_hamlets'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='hamletact',
            name='territory_hamlet_change',
        ),
        migrations.RemoveConstraint(
            model_name='hamletact',
            name='territory_hamlet_officer',
        ),
        migrations.AddField(
            model_name='hamletact',
            name='clause',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddConstraint(
            model_name='hamletact',
            constraint=models.CheckConstraint(condition=models.Q(('change__in', ['listed', 'renamed', 'merged', 'divided', 'moved', 'assigned', 'retired', 'restored'])), name='territory_hamlet_change'),
        ),
        migrations.AddConstraint(
            model_name='hamletact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('officer', ''), _negated=True), models.Q(models.Q(('change__in', ['assigned', 'retired']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR')), name='territory_hamlet_officer'),
        ),
    ]
