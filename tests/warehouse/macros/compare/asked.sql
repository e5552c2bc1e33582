from compare('herald', 'post', what := 'outlet', topic := 'radar')
