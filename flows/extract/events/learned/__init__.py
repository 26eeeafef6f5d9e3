"""What the linear models of models/events are told of a sentence, and what they make of it."""
