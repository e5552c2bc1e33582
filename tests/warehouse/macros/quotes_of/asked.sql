from quotes_of(speaker := 'minister', topic := 'thaad')
