from attention(topic := 'radar', unit := 'text')
