"""The pages, a room for each family: forms, views and templates."""
