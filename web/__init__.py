"""What stands between the application and the network: headers, limits and closed routes."""
