"""M/M/c in SimPy, one process per customer, as its documentation teaches. Arguments: servers, utilization, customers, seed.

Prints one JSON object; the clock leaves out start-up and imports.
"""

import json
import random
import sys
import time

import simpy

servers, customers, seed = int(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4])
arrival_rate = float(sys.argv[2]) * servers
draw = random.Random(seed).expovariate
waits = []

environment = simpy.Environment()
station = simpy.Resource(environment, capacity=servers)
finished = environment.event()


def customer():
    arrived = environment.now
    with station.request() as turn:
        yield turn
        waits.append(environment.now - arrived)
        if len(waits) == customers:
            finished.succeed()
        yield environment.timeout(draw(1.0))


def source():
    while True:
        yield environment.timeout(draw(arrival_rate))
        environment.process(customer())


environment.process(source())
start = time.perf_counter()
environment.run(until=finished)
seconds = time.perf_counter() - start
print(json.dumps({"customersPerSecond": len(waits) / seconds, "meanWaitSeconds": sum(waits) / len(waits)}))
