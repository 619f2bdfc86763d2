"""Problems as values, the rules that explain them, and reports of them."""
