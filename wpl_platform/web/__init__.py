"""The kit of every door: forms, replies, filters, security headers, failures, assets."""
