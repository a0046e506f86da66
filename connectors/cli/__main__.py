"""`python -m connectors.cli` is `firsthand`."""

import sys

from connectors.cli import main

sys.exit(main())
