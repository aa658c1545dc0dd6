"""Stages and I/O: a PDF becomes pages, a transcript, a plan, an export."""
