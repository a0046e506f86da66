"""The browser side: widget, desk and ops pages, written in TypeScript and built by `connectors.ui.build`."""
