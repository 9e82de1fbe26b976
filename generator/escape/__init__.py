"""One escaper per context: every field is written by strangers and hostile in each of them in its own way."""
