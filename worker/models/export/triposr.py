"""TripoSR (Tochilkin et al. 2024, arXiv 2403.02151; VAST-AI-Research/TripoSR, MIT) as two nets: a picture to three planes of
features, and planes and points to density and colour. Parts are named as in the weights that its authors publish, so that these
load; blocks are those of diffusers, from which the authors took theirs.
"""

from dataclasses import dataclass

import torch
from diffusers.models.attention import BasicTransformerBlock
from torch import nn
from torch.nn import functional as F
from transformers import ViTConfig, ViTModel

# Of a picture in pixels, as worker/triposr/contract.ts has it.
IMAGE_SIDE = 512
PLANE_COUNT = 3
# The planes are xy, xz and yz.
PLANE_AXES = ((0, 1), (0, 2), (1, 2))
# Of ImageNet: inside the net, so that whoever calls it gives a picture of 0..1.
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Sizes:
    """As config.yaml beside the weights says them."""

    plane_side: int
    channels: int
    heads: int
    head_width: int
    layers: int
    plane_channels: int
    decoder_width: int
    decoder_layers: int
    # Half the side of the cube that the planes stand for.
    radius: float
    density_bias: float
    # The net that looks at the picture. None: DINO ViT-B/16, which is what transformers has for a default.
    vision: dict | None = None


TINY = Sizes(
    plane_side=4,
    channels=32,
    heads=2,
    head_width=16,
    layers=2,
    plane_channels=4,
    decoder_width=8,
    decoder_layers=3,
    radius=0.87,
    density_bias=-1.0,
    vision={"hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 48},
)


class Vision(nn.Module):
    """What the picture shows, in tokens. `embed_positions` must be called once the weights are in."""

    def __init__(self, vision: dict | None):
        super().__init__()
        self.model = ViTModel(ViTConfig(attn_implementation="eager", **(vision or {})))
        self.register_buffer("mean", torch.tensor(MEAN).reshape(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(DEVIATION).reshape(1, 3, 1, 1), persistent=False)

    def embed_positions(self) -> None:
        """Stretches the table of positions from the side it was trained for to ours, once: what is bicubic cannot be exported.
        The 0.1 is in what the weights were trained with (transformers 4.35), and moves the samples a little."""
        embeddings = self.model.embeddings
        table = embeddings.position_embeddings.data
        side = round((table.shape[1] - 1) ** 0.5)
        wanted = IMAGE_SIDE // self.model.config.patch_size
        grid = table[:, 1:].reshape(1, side, side, -1).permute(0, 3, 1, 2)
        factor = (wanted + 0.1) / side
        grid = F.interpolate(grid, scale_factor=(factor, factor), mode="bicubic", align_corners=False)
        grid = grid.permute(0, 2, 3, 1).reshape(1, wanted * wanted, -1)
        embeddings.position_embeddings = nn.Parameter(torch.cat([table[:, :1], grid], dim=1))
        embeddings.patch_embeddings.image_size = (IMAGE_SIDE, IMAGE_SIDE)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.model((image - self.mean) / self.deviation).last_hidden_state


class Planes(nn.Module):
    """The tokens that become the planes, before anything was seen."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        side = sizes.plane_side
        self.embeddings = nn.Parameter(torch.randn(PLANE_COUNT, sizes.channels, side, side) * sizes.channels**-0.5)


class Backbone(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        width = sizes.heads * sizes.head_width
        seen = ViTConfig(**(sizes.vision or {})).hidden_size
        self.norm = nn.GroupNorm(min(32, sizes.channels), sizes.channels, eps=1e-6)
        self.proj_in = nn.Linear(sizes.channels, width)
        self.transformer_blocks = nn.ModuleList(
            BasicTransformerBlock(width, sizes.heads, sizes.head_width, cross_attention_dim=seen) for _ in range(sizes.layers)
        )
        self.proj_out = nn.Linear(width, sizes.channels)

    def forward(self, tokens: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """`tokens` [1, channels, count], `seen` [1, count of the picture's, width]."""
        x = self.proj_in(self.norm(tokens).permute(0, 2, 1))
        for block in self.transformer_blocks:
            x = block(x, encoder_hidden_states=seen)
        return tokens + self.proj_out(x).permute(0, 2, 1)


class Upsampling(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.upsample = nn.ConvTranspose2d(sizes.channels, sizes.plane_channels, kernel_size=2, stride=2)


class Layers(nn.Module):
    """From the features of a point to one number for the density and three for the colour."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        widths = [PLANE_COUNT * sizes.plane_channels] + [sizes.decoder_width] * sizes.decoder_layers
        hidden = [part for i in range(sizes.decoder_layers) for part in (nn.Linear(widths[i], widths[i + 1]), nn.SiLU())]
        self.layers = nn.Sequential(*hidden, nn.Linear(sizes.decoder_width, 4))


class TripoSR(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.sizes = sizes
        self.image_tokenizer = Vision(sizes.vision)
        self.tokenizer = Planes(sizes)
        self.backbone = Backbone(sizes)
        self.post_processor = Upsampling(sizes)
        self.decoder = Layers(sizes)

    def encode(self, image: torch.Tensor) -> torch.Tensor:
        """`image` [1, 3, 512, 512], 0..1, on grey -> scene codes [1, 3, plane channels, 2 x plane side, the same]."""
        side, channels = self.sizes.plane_side, self.sizes.channels
        tokens = self.tokenizer.embeddings.permute(1, 0, 2, 3).reshape(1, channels, PLANE_COUNT * side * side)
        tokens = self.backbone(tokens, self.image_tokenizer(image))
        planes = tokens.reshape(channels, PLANE_COUNT, side, side).permute(1, 0, 2, 3)
        return self.post_processor.upsample(planes).unsqueeze(0)

    def ask(self, scene_codes: torch.Tensor, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """`points` [1, count, 3] within the radius -> density [1, count, 1], from 0, and colour [1, count, 3], 0..1."""
        placed = points[0] / self.sizes.radius
        grids = torch.stack([placed[:, axes] for axes in PLANE_AXES]).unsqueeze(1)
        features = F.grid_sample(scene_codes[0], grids, mode="bilinear", padding_mode="zeros", align_corners=False)
        # [planes, channels, 1, count] -> [count, planes x channels]
        features = features[:, :, 0].permute(2, 0, 1).flatten(1)
        told = self.decoder.layers(features)
        density = torch.exp(told[:, :1] + self.sizes.density_bias)
        return density.unsqueeze(0), torch.sigmoid(told[:, 1:]).unsqueeze(0)


class Encoder(nn.Module):
    def __init__(self, net: TripoSR):
        super().__init__()
        self.net = net

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.net.encode(image)


class Decoder(nn.Module):
    def __init__(self, net: TripoSR):
        super().__init__()
        self.net = net

    def forward(self, scene_codes: torch.Tensor, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.net.ask(scene_codes, points)
