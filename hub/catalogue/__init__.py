"""What editors wrote: read with its places, typed, checked, and reported on."""
