from known(topic := 'thaad', outlet := 'post', entity := 'china', story := 'e1', d0 := '2016-02-28', d1 := '2016-02-29', min_hits := 2, grain := 'quarter')
