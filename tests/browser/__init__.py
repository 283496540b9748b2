"""What only a browser shows: navigation, downloads, links, keyboard, phone width, console, requests to other hosts."""
