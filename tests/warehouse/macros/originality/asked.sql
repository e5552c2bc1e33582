from originality(grain := 'week')
