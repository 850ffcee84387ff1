"""What can be seen of an organisation without a simulated future: its roles side by side, and who has contact and influence."""
