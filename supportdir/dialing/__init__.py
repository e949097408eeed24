"""Phone numbers, routes through phone menus, and what can be dialled of them."""
