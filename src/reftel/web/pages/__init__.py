"""What stands on each page: from what the collection answers to the page's record."""
