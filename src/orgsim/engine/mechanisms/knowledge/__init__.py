"""Knowledge: what people believe, whom they meet, what they hear of, and what is built twice."""
