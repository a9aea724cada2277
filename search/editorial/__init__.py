"""What editors decide about search: other words for what is asked, and pages that come first."""
