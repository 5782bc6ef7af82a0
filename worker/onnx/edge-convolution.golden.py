"""Makes edge-convolution.golden.json: what torch_geometric says of two edge convolutions and the layer that joins them.

    pip install torch torch_geometric xxhash     # 2.9.1 and 2.8.1 made the committed file, on a CPU, 2026-11-28
    python edge-convolution.golden.py > edge-convolution.golden.json     # and biome check --write on it
"""

import json

import torch
from torch.nn import BatchNorm1d, Linear, ReLU, Sequential
from torch_geometric.nn import EdgeConv
from torch_geometric.utils import add_self_loops

VERTICES, CHANNELS, HIDDEN, OUT = 9, 3, 4, 5
torch.manual_seed(7)


def layer(inputs, outputs):
    normal = BatchNorm1d(outputs)
    with torch.no_grad():
        normal.running_mean.normal_()
        normal.running_var.uniform_(0.5, 2)
        normal.weight.normal_()
        normal.bias.normal_()
    return Sequential(Linear(inputs, outputs), ReLU(), normal).eval()


def record(sequential):
    linear, _, normal = sequential
    factor = normal.weight / torch.sqrt(normal.running_var + normal.eps)
    return {
        "inputCount": linear.in_features,
        "outputCount": linear.out_features,
        "weights": linear.weight.T.flatten().tolist(),
        "bias": linear.bias.tolist(),
        "factor": factor.tolist(),
        "shift": (normal.bias - normal.running_mean * factor).tolist(),
    }


def random_edges(count):
    pairs = {(int(a), int(b)) for a, b in torch.randint(0, VERTICES, (count, 2)) if a != b}
    both = sorted(pairs | {(b, a) for a, b in pairs})
    return add_self_loops(torch.tensor(both).T, num_nodes=VERTICES)[0]


with torch.no_grad():
    x = torch.randn(VERTICES, CHANNELS)
    edges, ball = random_edges(12), random_edges(20)
    over_edges, over_ball = layer(2 * CHANNELS, HIDDEN), layer(2 * CHANNELS, HIDDEN)
    join = layer(2 * HIDDEN, OUT)
    first = EdgeConv(over_edges, aggr="max")(x, edges)
    second = EdgeConv(over_ball, aggr="max")(x, ball)
    y = join(torch.cat([first, second], dim=1))

print(
    json.dumps(
        {
            "x": x.flatten().tolist(),
            "edges": edges.T.tolist(),
            "ball": ball.T.tolist(),
            "unit": {"edges": record(over_edges), "ball": record(over_ball), "join": record(join)},
            "overEdges": first.flatten().tolist(),
            "y": y.flatten().tolist(),
        }
    )
)
