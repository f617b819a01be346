"""A library that cannot share an environment with its successor: installed apart, and run in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Microsoft's own code for version 2014-02-14 of the storage service. Its package is that of azure-storage-blob, too.
AZURE_STORAGE = ["azure-storage==0.20.3", "azure-common==1.1.28"]

SIGN = """
import json, sys
from azure.storage import AccessPolicy, SharedAccessPolicy, SharedAccessSignature
order = json.load(sys.stdin)
policy = SharedAccessPolicy(AccessPolicy(order["start"], order["expiry"], order["permission"]), order["identifier"])
signature = SharedAccessSignature(order["account"], order["key"])
sys.stdout.write(signature.generate_signed_query_string(order["path"], order["kind"], policy))
"""

# As it was before the tests made everybody trust the tenants' certificate authority alone.
ENVIRONMENT = dict(os.environ)


class AzureStorage:
    """azure-storage of 2015, next to the virtual environment's own libraries and out of their sight."""

    def __init__(self):
        self.directory = Path(sys.prefix) / "apart" / "-".join(AZURE_STORAGE)
        if not self.directory.is_dir():
            self.directory.parent.mkdir(exist_ok=True)
            unfinished = Path(tempfile.mkdtemp(dir=self.directory.parent))
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(unfinished)]
            subprocess.run([*pip, *AZURE_STORAGE], env=ENVIRONMENT, check=True)
            unfinished.rename(self.directory)

    def shared_access_signature(self, **order: str | None) -> str:
        """The query of a SAS: `account`, `key`, `path`, `kind`, `start`, `expiry`, `permission`, `identifier`."""
        done = subprocess.run(
            [sys.executable, "-S", "-c", SIGN],
            input=json.dumps(order),
            env={**ENVIRONMENT, "PYTHONPATH": str(self.directory)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout
