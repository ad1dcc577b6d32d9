"""What is said of the reports, as values that are proved before they are said."""
