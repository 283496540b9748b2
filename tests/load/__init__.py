"""Many readers at once, without a browser: what one reader's test cannot show. Not here: timings (bench/)."""
