# Rules: what a company sets

rules-title = Rules
