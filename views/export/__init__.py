"""A whole view to hand on: brief (PDF, HTML), archive (ZIP), picture and words for messengers.

What belongs here: pure functions from what a page shows to files. Text of readers reaches a file as data, never as
markup. Nothing here reads the store, the address or the browser.
"""
