"""What was done: questions, figures and the one page for a clinician."""
