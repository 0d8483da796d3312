"""Who opened which person's record; the database itself refuses to change or remove a line of it."""

from django.db import migrations, models

from standto_desk.access.log_guards import set_up_openings


class Migration(migrations.Migration):
    dependencies = [("access", "0006_security_log_chain")]
    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.BigIntegerField()),
                ("account", models.UUIDField(db_index=True)),
                ("people", models.TextField()),
                ("page", models.CharField(max_length=20)),
            ],
        ),
        migrations.RunPython(set_up_openings),
    ]
