"""Steps that find a field, one file a field."""
