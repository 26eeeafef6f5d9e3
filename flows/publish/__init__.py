"""Tables -> a published version: Arrow schemas (the contract), Parquet writer, manifest, atomic swap."""
