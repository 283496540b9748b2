"""Each page in Streamlit's own test runner, without a browser."""
