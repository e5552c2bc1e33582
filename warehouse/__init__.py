"""Where data rests: the contract, the store, the DuckDB file and its models."""
