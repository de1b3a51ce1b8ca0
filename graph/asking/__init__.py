"""A question in plain English to an answer made of claims, or to none."""
