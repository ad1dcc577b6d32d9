"""What readers are shown: replies made of what the library found, in their language.

Pure functions of values; nothing here knows Telegram, the database or the library's work.
"""
