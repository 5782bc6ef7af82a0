"""U2-Net (Qin et al., Pattern Recognition 2020) and ISNet (Qin et al., ECCV 2022), from the papers and the names of the weights that
their authors publish, so that these load. Both are Apache-2.0.

A net is stages of small U-Nets ("residual U-blocks"), themselves in the shape of a U. What differs: ISNet halves the picture first
and takes its mask from the finest level; U2-Net takes it from all levels together.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

# Width of a level's outside and inside, from fine to coarse, and how deep its block is; the last two do not shrink the picture.
DEPTHS = (7, 6, 5, 4, 4, 4)
LEVEL_COUNT = len(DEPTHS)
FLAT = (False, False, False, False, True, True)


@dataclass(frozen=True)
class Widths:
    outer: tuple[int, ...]
    inner: tuple[int, ...]
    # Of the way up, without the coarsest level.
    outer_up: tuple[int, ...]
    inner_up: tuple[int, ...]


FULL = Widths((64, 128, 256, 512, 512, 512), (32, 32, 64, 128, 256, 256), (64, 64, 128, 256, 512), (16, 32, 64, 128, 256))
SMALL = Widths((64,) * 6, (16,) * 6, (64,) * 5, (16,) * 5)
TINY = Widths((4,) * 6, (2,) * 6, (4,) * 5, (2,) * 5)


class Layer(nn.Module):
    def __init__(self, inside: int, outside: int, dilation: int = 1):
        super().__init__()
        self.conv_s1 = nn.Conv2d(inside, outside, 3, padding=dilation, dilation=dilation)
        self.bn_s1 = nn.BatchNorm2d(outside)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(self.bn_s1(self.conv_s1(x)))


def halved(x: torch.Tensor) -> torch.Tensor:
    return F.max_pool2d(x, 2, stride=2, ceil_mode=True)


def enlarged(x: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


class Block(nn.Module):
    """A residual U-block: down through `depth` layers, and up again; flat ones widen what a layer sees instead."""

    def __init__(self, inside: int, inner: int, outside: int, depth: int, is_flat: bool):
        super().__init__()
        self.depth, self.is_flat = depth, is_flat
        self.rebnconvin = Layer(inside, outside)
        for level in range(1, depth + 1):
            dilation = 2 ** (level - 1) if is_flat else 2 if level == depth else 1
            setattr(self, f"rebnconv{level}", Layer(outside if level == 1 else inner, inner, dilation))
        for level in range(depth - 1, 0, -1):
            dilation = 2 ** (level - 1) if is_flat else 1
            setattr(self, f"rebnconv{level}d", Layer(2 * inner, outside if level == 1 else inner, dilation))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        entered = self.rebnconvin(x)
        down = [getattr(self, "rebnconv1")(entered)]
        for level in range(2, self.depth + 1):
            # The last but one is not made smaller for the last.
            is_smaller = not self.is_flat and level < self.depth
            down.append(getattr(self, f"rebnconv{level}")(halved(down[-1]) if is_smaller else down[-1]))
        up = down[-1]
        for level in range(self.depth - 1, 0, -1):
            side = down[level - 1]
            up = getattr(self, f"rebnconv{level}d")(torch.cat((enlarged(up, side), side), 1))
        return up + entered


class FigureNet(nn.Module):
    """A picture `[1, 3, side, side]` to the chance of each pixel to be of the figure, `[1, 1, side, side]`."""

    def __init__(self, widths: Widths = FULL, is_isnet: bool = False):
        super().__init__()
        self.is_isnet = is_isnet
        outside = [64 if is_isnet else 3, *widths.outer]
        if is_isnet:
            self.conv_in = nn.Conv2d(3, 64, 3, stride=2, padding=1)
        for level in range(LEVEL_COUNT):
            block = Block(outside[level], widths.inner[level], outside[level + 1], DEPTHS[level], FLAT[level])
            setattr(self, f"stage{level + 1}", block)
        for level in range(LEVEL_COUNT - 1):
            coarser = widths.outer[-1] if level == LEVEL_COUNT - 2 else widths.outer_up[level + 1]
            joined = coarser + widths.outer[level]
            block = Block(joined, widths.inner_up[level], widths.outer_up[level], DEPTHS[level], FLAT[level])
            setattr(self, f"stage{level + 1}d", block)
        for level, width in enumerate([*widths.outer_up, widths.outer[-1]]):
            setattr(self, f"side{level + 1}", nn.Conv2d(width, 1, 3, padding=1))
        if not is_isnet:
            self.outconv = nn.Conv2d(LEVEL_COUNT, 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x = self.conv_in(image) if self.is_isnet else image
        down: list[torch.Tensor] = []
        for level in range(LEVEL_COUNT):
            down.append(getattr(self, f"stage{level + 1}")(x if level == 0 else halved(down[-1])))
        levels = [down[-1]]
        for level in range(LEVEL_COUNT - 2, -1, -1):
            side = down[level]
            levels.insert(0, getattr(self, f"stage{level + 1}d")(torch.cat((enlarged(levels[0], side), side), 1)))
        if self.is_isnet:
            return torch.sigmoid(enlarged(self.side1(levels[0]), image))
        masks = [getattr(self, f"side{level + 1}")(made) for level, made in enumerate(levels)]
        return torch.sigmoid(self.outconv(torch.cat([enlarged(mask, image) for mask in masks], 1)))
