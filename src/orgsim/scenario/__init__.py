"""What a user may write: scenario files, their validation, and the parameter register."""
