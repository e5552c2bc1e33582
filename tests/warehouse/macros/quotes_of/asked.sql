from quotes_of(speaker_name := 'minister', topic := 'thaad')
