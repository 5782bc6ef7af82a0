"""Serves moto on the loopback, says where in one line of JSON, and ends when its input ends.

Its input is a pipe that only the process that started it holds: however that process ends, even killed, no server is left over.
Arguments: a port (0: any that is free), and a file in which tables and buckets are kept (absent: nothing is).
"""

import io
import json
import os
import sys
from threading import Lock, Thread

# Pages of other origins are answered as a bucket's own rules say; moto would let in every page. Read when moto is loaded.
os.environ.setdefault("MOTO_DISABLE_GLOBAL_CORS", "true")

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.s3.responses import S3Response
from quick_moto import make_quick
from werkzeug.serving import make_server

make_quick()

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
kept = None
if len(sys.argv) > 2:
    from kept_state import KeptState

    kept = KeptState(sys.argv[2])


answer_form = S3Response._bucket_response_post


def answer_form_by_rules(self, request, bucket_name):
    """moto 5.2.5 asks the bucket's rules when a browser asks whether it may send a form, and not when it sends it."""
    status, headers, body = answer_form(self, request, bucket_name)
    return status, {**headers, **self._get_cors_headers_other()}, body


S3Response._bucket_response_post = answer_form_by_rules


class AtomicTables(DomainDispatcherApplication):
    """moto with tables as DynamoDB has them: a conditional write is one step.

    moto 5.2.5 checks the condition and then writes, each request in a thread of its own: of four writers on the same
    condition, two or more won in 5 % of 400 rounds. Only tables wait for each other, since a queue may hold a request open.
    """

    table_lock = Lock()

    def __call__(self, environ, start_response):
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if not target.startswith("DynamoDB"):
            answer = super().__call__(environ, start_response)
            if kept is not None:
                kept.keep_objects()
            return answer
        with self.table_lock:
            if kept is None:
                return super().__call__(environ, start_response)
            return self.call_table(target.split(".")[-1], environ, start_response)

    def call_table(self, action, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        seen = []

        def answer(status, *args):
            seen.append(status)
            return start_response(status, *args)

        chunks = super().__call__(environ, answer)
        if seen and seen[0].startswith("200"):
            kept.keep_item(action, body)
        return chunks


server = make_server("127.0.0.1", port, AtomicTables(create_backend_app), threaded=True, request_handler=MotoRequestHandler)
Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"endpoint": f"http://127.0.0.1:{server.server_port}"}), flush=True)
sys.stdin.read()
os._exit(0)
