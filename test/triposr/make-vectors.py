"""What torch says of TripoSR's decoder, for worker/triposr/decoder.test.ts: python make-vectors.py > vectors.json

The decoder as its makers describe it (tsr/models/nerf_renderer.py and network_utils.py, read 2026-11-28): grid_sample of the three
planes at (x, y), (x, z) and (y, z), 120 features, a perceptron of two layers, density exp(d - 1), colour sigmoid. Weights and planes are
sines of their places, so that both sides make the same without a file. Ran with torch 2.9.1.
"""

import json

import torch
import torch.nn.functional as F

RADIUS = 0.87
HIDDEN = 64


def sines(shape, seed, scale):
    count = 1
    for length in shape:
        count *= length
    places = torch.arange(count, dtype=torch.float64)
    return (scale * torch.sin(0.37 * places + seed)).to(torch.float32).reshape(shape)


planes = sines((3, 40, 64, 64), 0.1, 1.0)
first = sines((120, HIDDEN), 0.2, 0.3)
second = sines((HIDDEN, 4), 0.3, 0.5)
# Some lie outside the cube: there the planes are zero.
points = sines((50, 3), 0.4, 0.95)

places = points / RADIUS
pairs = torch.stack((places[:, [0, 1]], places[:, [0, 2]], places[:, [1, 2]]))
sampled = F.grid_sample(planes, pairs[:, None], mode="bilinear", padding_mode="zeros", align_corners=False)
features = sampled[:, :, 0].permute(2, 0, 1).reshape(len(points), 120)
made = F.relu(features @ first) @ second
vectors = {
    "density": torch.exp(made[:, 0] - 1).tolist(),
    "color": torch.sigmoid(made[:, 1:]).flatten().tolist(),
}
print(json.dumps({name: [float(f"{value:.7g}") for value in values] for name, values in vectors.items()}))
