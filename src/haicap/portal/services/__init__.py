"""The one verb of the portal: count a wrong guess."""
