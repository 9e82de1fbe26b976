"""Turn one small YAML file per paper into a README, a site and exports."""

import os

# Pydantic would look for plugins in every installed package. We use none, and looking costs as much as 200 entries.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
