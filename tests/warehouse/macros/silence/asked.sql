from silence(n := 3)
