"""Whether it may be published: suites generated from the contract, and judgements by hand."""
