"""What an outlet's file says of its pages."""
