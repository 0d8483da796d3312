"""From workbooks as they come to a scenario folder, by a mapping that is a file."""

from standto.importing.imported_value import Imported
from standto.importing.importing_workbooks import import_workbooks
from standto.importing.rejects import Reject
from standto.importing.suggesting_mappings import suggest_mapping

__all__ = ["Imported", "Reject", "import_workbooks", "suggest_mapping"]
