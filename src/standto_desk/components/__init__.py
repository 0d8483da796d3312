"""The layout, the components and the words of pages; knows nothing of duties."""
