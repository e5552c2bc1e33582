from source_health()
