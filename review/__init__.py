"""The review page: the paper beside the facts, a person's yes by keyboard. On this machine alone unless told so."""
