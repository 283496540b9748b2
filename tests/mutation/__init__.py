"""Mutation testing: small errors planted one at a time, and whether the tests of that room notice."""
