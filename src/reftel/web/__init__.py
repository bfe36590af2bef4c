"""The reading room: the collection as pages, which work without a script and print well.

`reftel.web.app.create_app` makes the application, `reftel.web.serve.serve` serves it on this computer.
"""
