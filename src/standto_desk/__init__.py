"""The desk: the service where people record, look ahead and decide, on the library `standto`."""
