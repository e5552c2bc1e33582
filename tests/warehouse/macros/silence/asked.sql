from silence(n := 3, min_documents := 2)
