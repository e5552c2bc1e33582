from attention(topic := 'thaad', unit := 'text')
