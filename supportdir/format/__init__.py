"""The company file: its fields, readers, patches, schema and closed lists. Only this package parses YAML."""
