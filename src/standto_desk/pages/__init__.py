"""The pages, one room a family: forms, views and templates."""
