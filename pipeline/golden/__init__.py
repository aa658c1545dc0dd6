"""What a person accepted, beside what was read: golden files, facts paired, differences and scores."""
