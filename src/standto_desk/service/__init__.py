"""The service itself: settings, routes, processes, health."""
