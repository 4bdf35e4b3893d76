"""The official's day: pages composed of what the packages below offer. It owns no table and no rule."""
