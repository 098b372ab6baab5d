// Replaced by this module's first type.
