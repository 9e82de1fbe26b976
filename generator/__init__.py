"""Turn one small YAML file per paper into a README, a site and exports."""
