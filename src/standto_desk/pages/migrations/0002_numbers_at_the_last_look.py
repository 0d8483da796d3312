from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        migrations.AddField("lastlook", "since_numbers", models.TextField(blank=True, default=""), False),
        migrations.AddField("lastlook", "seen_numbers", models.TextField(blank=True, default=""), False),
    ]
