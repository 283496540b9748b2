"""What the server adds around the app: short links, health, headers, and a front end that goes out compressed.

Here: HTTP routes and ASGI layers, plain functions and classes that `server.py` puts around Streamlit's own server. Not
here: Streamlit itself, widgets or pages (app.py, ui/, pages/), how views are stored (views/), how pictures are set
(views/export/).
"""
