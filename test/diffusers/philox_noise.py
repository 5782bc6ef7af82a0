"""Gaussian noise of the counter-based generator Philox 4x32-10, in numpy: written apart from worker/diffusion, to check it."""

import numpy as np

MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
KEY_STEPS = 0x9E3779B9, 0xBB67AE85
MASK = np.uint64(0xFFFFFFFF)


def philox(counter: np.ndarray, seed: int) -> np.ndarray:
    """Counters `[4, n]` of 32-bit words in uint64, and a 64-bit key, to random words of the same shape."""
    key = [seed & 0xFFFFFFFF, seed >> 32]
    a, b, c, d = counter
    for _ in range(10):
        left, right = a * MULTIPLIERS[0], c * MULTIPLIERS[1]
        a, b, c, d = (
            (right >> np.uint64(32)) ^ b ^ np.uint64(key[0]),
            right & MASK,
            (left >> np.uint64(32)) ^ d ^ np.uint64(key[1]),
            left & MASK,
        )
        key = [(key[0] + KEY_STEPS[0]) & 0xFFFFFFFF, (key[1] + KEY_STEPS[1]) & 0xFFFFFFFF]
    return np.stack([a, b, c, d])


def noise(seed: int, draw: int, shape: tuple[int, ...]) -> np.ndarray:
    """Standard normal float32 of the shape; `draw` counts the tensors that this seed has given before."""
    count = int(np.prod(shape))
    counter = np.zeros((4, count), np.uint64)
    counter[0] = draw
    counter[2] = np.arange(count)
    first, second = philox(counter, seed)[:2].astype(np.float64)
    radius = np.sqrt(-2 * np.log((first + 0.5) / 2**32))
    return (radius * np.sin(2 * np.pi * (second + 0.5) / 2**32)).astype(np.float32).reshape(shape)
