from surface_forms('south_korea')
