"""How things are written for readers, without Streamlit: messages, numbers, colours, safe text, tables as files.

The ground room: it imports nothing of the project but `paths`.
"""
