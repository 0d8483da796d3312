"""Secrets of webhooks are encrypted, addresses may be longer, and a message says why it could not be sent."""

from django.db import migrations, models

from standto_desk.alerts.webhooks import kept


def encrypt_secrets(apps, _editor):
    for address in apps.get_model("alerts", "Address").objects.exclude(secret=""):
        address.secret = kept(address.secret)
        address.save(update_fields=["secret"])


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial")]
    operations = [
        migrations.AlterField("address", "webhook", models.URLField(blank=True, max_length=500)),
        migrations.AlterField("address", "secret", models.TextField(blank=True)),
        migrations.AddField("notice", "why", models.CharField(blank=True, max_length=100)),
        migrations.RunPython(encrypt_secrets, migrations.RunPython.noop),
    ]
