"""Phone numbers, phone menus, routes through menus, and dial strings."""
