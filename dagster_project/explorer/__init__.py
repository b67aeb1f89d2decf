"""The explorer: read-only pages over the published warehouse, for whoever would rather look than write programs.

server      HTTP on one address: who may ask, what each answer carries
site        which page an address means
pages       what is on a page             markup     text into HTML, escaped unless it is markup
asking      queries for one version       apart      the process that runs them
queries     the SQL of the pages' own     statements what is a query at all
"""
