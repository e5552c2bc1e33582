from wire_share(d1 := '2016-02-29', grain := 'year')
