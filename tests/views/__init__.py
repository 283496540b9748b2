"""What an address may say and how it is read."""
