"""Roles from a date until a date, and who gave them; invitations by one-time codes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from standto.model.time import BEGINNING, FOREVER


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_calendar_address"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("until", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="InvitationBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("force", models.CharField(max_length=100)),
                ("people", models.JSONField(default=list)),
                ("count", models.PositiveIntegerField()),
                ("delivery", models.CharField(max_length=10)),
                ("prepared", models.BigIntegerField()),
                ("prepared_by", models.UUIDField(null=True)),
                ("settled", models.BigIntegerField(null=True)),
                ("settled_by", models.UUIDField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="a_role_once_for_a_force",
        ),
        migrations.AddField(
            model_name="membership",
            name="given_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="since",
            field=models.BigIntegerField(default=BEGINNING),
        ),
        migrations.AddField(
            model_name="membership",
            name="until",
            field=models.BigIntegerField(default=FOREVER),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", FOREVER)),
                fields=("account", "force", "role"),
                name="a_role_once_for_a_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lt", models.F("until"))), name="a_role_takes_time"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitation", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="access.invitationbatch"
            ),
        ),
    ]
