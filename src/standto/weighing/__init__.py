"""What to do about an outlook: breaking points, the value of help, deciding now or later, the weight of a range."""
