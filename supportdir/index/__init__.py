"""The compiled index: companies by name and number, without reading their files."""
