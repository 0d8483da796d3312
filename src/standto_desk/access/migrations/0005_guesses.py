"""Counts of guesses that are the desk's own, in place of django-axes' and its tables."""

from django.db import migrations, models

OF_AXES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


class Migration(migrations.Migration):
    dependencies = [("access", "0004_unconfirmed")]
    operations = [
        migrations.CreateModel(
            name="Guesses",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("times", models.JSONField(default=list)),
                ("last", models.BigIntegerField(db_index=True, default=0)),
            ],
        ),
        *(migrations.RunSQL(f"DROP TABLE IF EXISTS {table}", migrations.RunSQL.noop) for table in OF_AXES),
    ]
