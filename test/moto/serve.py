"""Serves moto on a free port of the loopback, says which in one line of JSON, and ends when its input ends.

Its input is a pipe that only the test process holds: however that process ends, even killed, no server is left over.
"""

import json
import os
import sys
from threading import Lock, Thread

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server


class AtomicTables(DomainDispatcherApplication):
    """moto with tables as DynamoDB has them: a conditional write is one step.

    moto 5.2.5 checks the condition and then writes, each request in a thread of its own: of four writers on the same
    condition, two or more won in 5 % of 400 rounds. Only tables wait for each other, since a queue may hold a request open.
    """

    table_lock = Lock()

    def __call__(self, environ, start_response):
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB"):
            return super().__call__(environ, start_response)
        with self.table_lock:
            return super().__call__(environ, start_response)


server = make_server("127.0.0.1", 0, AtomicTables(create_backend_app), threaded=True, request_handler=MotoRequestHandler)
Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"endpoint": f"http://127.0.0.1:{server.server_port}"}), flush=True)
sys.stdin.read()
os._exit(0)
