"""The security log becomes a chain, which begins with the lines that there are, and seals accounts as they are."""

from django.db import migrations, models

from standto_desk.access.log_guards import set_up, take_away_former
from standto_desk.access.log_migrating import begin_chain


class Migration(migrations.Migration):
    dependencies = [("access", "0005_guesses"), ("mfa", "0003_authenticator_type_uniq"), ("clock", "0002_witness")]
    operations = [
        migrations.RunPython(take_away_former),
        migrations.AddField("securityevent", "sequence", models.IntegerField(null=True)),
        migrations.AddField("securityevent", "seal", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField(
            "securityevent", "hash", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.CreateModel(
            name="SecurityHead",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(begin_chain),
        migrations.AlterField("securityevent", "sequence", models.IntegerField(unique=True)),
        migrations.AlterModelOptions("securityevent", {"base_manager_name": "every_line"}),
        migrations.AlterModelManagers(
            "securityevent", [("objects", models.Manager()), ("every_line", models.Manager())]
        ),
        migrations.RunPython(set_up),
    ]
