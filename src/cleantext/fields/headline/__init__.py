"""The headline: its candidates, the evidence for each, and the choice among them."""
