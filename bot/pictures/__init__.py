"""Pictures of what is counted. What they show is told in words beside them, too."""
