"""The gateway's HTTP interface, said as OpenAPI 3.1."""
