"""Serves moto on a free port of the loopback, says which in one line of JSON, and ends when its input ends.

Its input is a pipe that only the test process holds: however that process ends, even killed, no server is left over.
"""

import json
import os
import sys

from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(json.dumps({"endpoint": f"http://{host}:{port}"}), flush=True)
sys.stdin.read()
os._exit(0)
