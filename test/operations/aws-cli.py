"""Runs commands of the AWS CLI, each in a fork of a process that has it loaded, which saves a second for each: their
words in as a line of JSON, exit code and output out as another. A line with [service, operation, parameters] is a call of
the API itself, ten times as fast.

The first argument is the endpoint of all services. As an option it overrides what version 1 prefers to the environment:
the old address of SQS.
"""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver
from botocore.exceptions import ClientError, DataNotFoundError

endpoint = sys.argv[1]
clients = {}
driver = create_clidriver()
loader = driver.session.get_component("data_loader")
for name in ("endpoints", "partitions", "_retry"):
    loader.load_data(name)


def call(service, operation, parameters):
    """The API's answer, or its error, as JSON."""
    if service not in clients:
        clients[service] = driver.session.create_client(service, endpoint_url=endpoint)
    try:
        answer = getattr(clients[service], operation)(**parameters)
    except ClientError as error:
        return {"error": str(error)}
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def load_models(service):
    """Here, so that forks find them read: half of the time of a command."""
    for kind in ("service-2", "paginators-1", "endpoint-rule-set-1"):
        with contextlib.suppress(DataNotFoundError):
            loader.load_service_model("s3" if service == "s3api" else service, kind)


def answer_to(args):
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            exit_code = driver.main([*args, "--endpoint-url", endpoint])
        except SystemExit as end:
            exit_code = end.code
    return {
        "exitCode": exit_code or 0,
        "stdout": stdout.buffer.getvalue().decode(),
        "stderr": stderr.buffer.getvalue().decode(),
    }


for line in sys.stdin:
    args = json.loads(line)
    if len(args) == 3 and isinstance(args[2], dict):
        print(json.dumps(call(*args), default=str), flush=True)
        continue
    load_models(args[0])
    child = os.fork()
    if child == 0:
        print(json.dumps(answer_to(args)), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
