"""Streamlit's front end as this server sends it: compressed, with the icons that are used, with our head."""
