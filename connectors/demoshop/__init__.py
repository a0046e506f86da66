"""A small shop of its own, so that Firsthand has something to support: storefront, REST interface, import."""
