"""The record as JSON for programs, under ``/api``: one module a subject, one shape for every error."""
