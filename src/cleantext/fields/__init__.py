"""Steps that find a field: a module for each field, a package where a field needs several."""
