"""A Stable Diffusion XL of a few ten thousand random weights, in the shape of the real one: the same parts, names and ways of
joining them, and 8 pixels to a latent. For trying the export out where no weights can be had, and for test/diffusers."""

import json
import tempfile
from pathlib import Path

import torch
from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer
from transformers.models.clip.tokenization_clip import bytes_to_unicode

# Whose pairs of letters become tokens.
WORDS = """a the an of in on with and knight fox wizard robot red green blue armour armor holding sword shield standing full
body character white background front view centered helmet golden dragon""".split()
MERGE_COUNT = 96
HIDDEN = 16
PROJECTION = 16
# Random weights as they come hardly move what passes through them, and a mistake would not show.
GAIN = 1.5


def byte_pairs() -> list[tuple[str, str]]:
    """Byte pair encoding, learnt from the words: each time the most frequent pair, of several the first in the alphabet."""
    words = [[*word[:-1], word[-1] + "</w>"] for word in WORDS]
    merges: list[tuple[str, str]] = []
    while len(merges) < MERGE_COUNT:
        counts: dict[tuple[str, str], int] = {}
        for word in words:
            for pair in zip(word, word[1:]):
                counts[pair] = counts.get(pair, 0) + 1
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        words = [merged(word, best) for word in words]
    return merges


def merged(word: list[str], pair: tuple[str, str]) -> list[str]:
    parts: list[str] = []
    for part in word:
        if parts and (parts[-1], part) == pair:
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def tokenizer(folder: Path, pad_token: str) -> CLIPTokenizer:
    folder.mkdir(parents=True)
    letters = list(bytes_to_unicode().values())
    merges = byte_pairs()
    tokens = [*letters, *(letter + "</w>" for letter in letters), *("".join(pair) for pair in merges)]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({token: index for index, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *(" ".join(pair) for pair in merges), ""]))
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), pad_token=pad_token, model_max_length=77)


def text_settings(tokens: CLIPTokenizer, act: str) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(tokens),
        bos_token_id=tokens.bos_token_id,
        eos_token_id=tokens.eos_token_id,
        pad_token_id=tokens.pad_token_id,
        hidden_size=HIDDEN,
        intermediate_size=2 * HIDDEN,
        projection_dim=PROJECTION,
        num_attention_heads=4,
        num_hidden_layers=3,
        hidden_act=act,
    )


def tiny_sdxl(seed: int = 0) -> StableDiffusionXLPipeline:
    """The same seed gives the same weights, with the same version of torch."""
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        # The two differ in what they pad with, as the real ones do.
        first = tokenizer(Path(folder, "1"), "<|endoftext|>")
        second = tokenizer(Path(folder, "2"), "!")
        pipeline = StableDiffusionXLPipeline(
            tokenizer=first,
            tokenizer_2=second,
            text_encoder=CLIPTextModel(text_settings(first, "quick_gelu")),
            text_encoder_2=CLIPTextModelWithProjection(text_settings(second, "gelu")),
            unet=UNet2DConditionModel(
                sample_size=8,
                in_channels=4,
                out_channels=4,
                block_out_channels=(4, 8),
                layers_per_block=1,
                down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
                up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
                transformer_layers_per_block=(1, 1),
                attention_head_dim=(2, 4),
                use_linear_projection=True,
                addition_embed_type="text_time",
                addition_time_embed_dim=4,
                projection_class_embeddings_input_dim=6 * 4 + PROJECTION,
                cross_attention_dim=2 * HIDDEN,
                norm_num_groups=2,
            ),
            vae=AutoencoderKL(
                block_out_channels=(4, 4, 4, 4),
                down_block_types=["DownEncoderBlock2D"] * 4,
                up_block_types=["UpDecoderBlock2D"] * 4,
                layers_per_block=1,
                latent_channels=4,
                norm_num_groups=2,
                sample_size=64,
                scaling_factor=0.13025,
            ),
            scheduler=EulerDiscreteScheduler(
                beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1, timestep_spacing="leading"
            ),
            add_watermarker=False,
        )
    with torch.no_grad():
        for part in (pipeline.text_encoder, pipeline.text_encoder_2, pipeline.unet, pipeline.vae):
            part.eval()
            for name, weights in part.named_parameters():
                if weights.dim() > 1 and "embedding" not in name:
                    weights.mul_(GAIN)
    return pipeline
