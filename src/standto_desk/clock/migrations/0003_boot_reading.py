from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clock", "0002_witness")]

    # The model has another name now; its table stays as it is.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Witness", "BootReading"),
                migrations.AlterModelTable("BootReading", "clock_witness"),
            ]
        )
    ]
