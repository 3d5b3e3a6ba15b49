"""The site: the lessons as static pages, in which Python runs in the reader's browser (Pyodide in a worker).

`make site` builds it. Nothing here but `inside/`, which goes along with the pages, runs in a browser.
"""
