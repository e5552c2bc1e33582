from known(topic := 'thaad', outlet := 'post', entity := 'china')
