from compare('korea_herald', 'post', what := 'outlet', topic := 'thaad')
