"""Search: every page of every document, found as Danish is written; the index is Pagefind's."""
