"""M/M/c in Ciw, as its documentation teaches. Arguments: servers, utilization, customers, seed.

Prints one JSON object; the clock leaves out start-up, imports and the reading of the records.
"""

import json
import sys
import time

import ciw

servers, customers, seed = int(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4])
network = ciw.create_network(
    arrival_distributions=[ciw.dists.Exponential(rate=float(sys.argv[2]) * servers)],
    service_distributions=[ciw.dists.Exponential(rate=1.0)],
    number_of_servers=[servers],
)
ciw.seed(seed)
simulation = ciw.Simulation(network)
start = time.perf_counter()
simulation.simulate_until_max_customers(customers, method="Finish")
seconds = time.perf_counter() - start
waits = [record.waiting_time for record in simulation.get_all_records()]
print(json.dumps({"customersPerSecond": len(waits) / seconds, "meanWaitSeconds": sum(waits) / len(waits)}))
