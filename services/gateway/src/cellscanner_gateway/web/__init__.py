"""What the gateway serves beside the API: readiness, the page, the explanations of errors."""
