from surface_forms('korea')
