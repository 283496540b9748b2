"""The frame around every page: navigation, address, data at hand, the state of the page, saved views."""
