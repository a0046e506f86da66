"""`python -m tests.bench [NAME ...]`: run the benches named, or all."""

import sys

from tests.bench import claims, dashboards, panel

BENCHES = {"claims": claims.run, "dashboards": dashboards.run, "panel": panel.run}


def main(names: list[str]) -> int:
    """Run them one after the other: two at once would measure each other."""
    if strangers := sorted(set(names) - set(BENCHES)):
        print(f"bench: expected {', '.join(BENCHES)}, got {', '.join(strangers)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
