"""Writes tiny-sdxl/ and reference/: a small random SDXL as ONNX graphs, and what diffusers makes with its weights.

    python test/diffusers/make_reference.py

Packages: worker/models/export/requirements.txt. reference/index.json names what stands in the files beside it, which are
32-bit floats, little-endian, without a head.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import diffusers
import numpy as np
import onnx
import torch
import transformers
from diffusers import EulerAncestralDiscreteScheduler, EulerDiscreteScheduler
from diffusers.schedulers import scheduling_euler_ancestral_discrete as ancestral

from philox_noise import noise

HERE = Path(__file__).parent
sys.path.append(str(HERE / "../../worker/models/export"))
from export_sdxl import export  # noqa: E402
from tiny_sdxl import tiny_sdxl  # noqa: E402

FIXTURE, REFERENCE = HERE / "tiny-sdxl", HERE / "reference"
# Not square, and of a width that is no power of two: nothing may be swapped or taken for the other.
WIDTH, HEIGHT = 48, 32
LATENT_SHAPE = (1, 4, HEIGHT // 8, WIDTH // 8)
SEED = 2**40 + 3
STEP_COUNT = 4
SCALE = 3.0
PROMPT = "A fox knight in GREEN armour, holding a golden sword"
NEGATIVE = "two wizards, white background"
SAMPLERS = {"euler": EulerDiscreteScheduler, "euler-ancestral": EulerAncestralDiscreteScheduler}
PROMPTS = {
    "plain": PROMPT,
    "empty": "",
    "contractions and digits": "the knight's 42 dragons don't 'llama, we've 3.14!",
    "another alphabet": "Рыцарь в красных доспехах, ナイト, 騎士, فارس",
    "accents, composed and not": "chevalier à l'épée; cafe\u0301",
    "emoji": "🦊 knight 👩‍🚀🏽 ❤️",
    "spaces": "  a \t fox\n\n in   armour ",
    "longer than 77 tokens": "a knight with a golden sword and a shield, " * 12,
    "one long word": "x" * 500,
    "punctuation": "<<(knight:1.3)>> [[sword]] {a|b} \\ \"fox\"",
}


def shorten(path: Path) -> None:
    """Names of what is between nodes tell where in torch it is from, and are half of a small file."""
    model = onnx.load(path)
    graph = model.graph
    kept = {value.name for value in [*graph.input, *graph.output]}
    short: dict[str, str] = {"": ""}
    for value in [*graph.initializer, *graph.node]:
        for name in [value.name] if isinstance(value, onnx.TensorProto) else value.output:
            short[name] = name if name in kept else f"t{len(short)}"
    for initializer in graph.initializer:
        initializer.name = short[initializer.name]
    for node in graph.node:
        node.name = ""
        assert not any(attribute.HasField("g") for attribute in node.attribute), "a graph within a node has names, too"
        node.input[:] = [short.get(name, name) for name in node.input]
        node.output[:] = [short[name] for name in node.output]
    onnx.save(model, path)


def write_fixture(pipeline) -> None:
    shutil.rmtree(FIXTURE, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        export(pipeline, Path(folder))
        for part in ("text_encoder", "text_encoder_2", "unet", "vae_decoder"):
            (FIXTURE / part).mkdir(parents=True)
            shutil.copy(Path(folder, part, "model.onnx"), FIXTURE / part)
            shorten(FIXTURE / part / "model.onnx")
        for part in ("tokenizer", "tokenizer_2"):
            (FIXTURE / part).mkdir()
            for file in ("vocab.json", "merges.txt"):
                shutil.copy(Path(folder, part, file), FIXTURE / part)


def save(name: str, array: torch.Tensor | np.ndarray) -> dict:
    array = np.asarray(array, "<f4")
    array.tofile(REFERENCE / f"{name}.f32")
    return {"file": f"{name}.f32", "dims": list(array.shape)}


def ids_of(tokenizer, prompt: str) -> list[int]:
    return tokenizer(prompt, padding="max_length", max_length=77, truncation=True).input_ids


def run(pipeline, sampler: str, spacing: str, scale: float | None, negative: str | None) -> dict:
    pipeline.scheduler = SAMPLERS[sampler].from_config(pipeline.scheduler.config, timestep_spacing=spacing)
    draws = iter(range(1, STEP_COUNT + 1))
    ancestral.randn_tensor = lambda shape, **_: torch.from_numpy(noise(SEED, next(draws), tuple(shape)))
    latents: list[torch.Tensor] = []

    def keep(_pipeline, _step, _timestep, kept):
        latents.append(kept["latents"])
        return kept

    image = pipeline(
        prompt=PROMPT,
        negative_prompt=negative,
        width=WIDTH,
        height=HEIGHT,
        num_inference_steps=STEP_COUNT,
        guidance_scale=0.0 if scale is None else scale,
        latents=torch.from_numpy(noise(SEED, 0, LATENT_SHAPE)),
        output_type="np",
        callback_on_step_end=keep,
    ).images[0]
    guided = "alone" if scale is None else "away-from-nothing" if negative is None else "away"
    name = f"{sampler}-{spacing}-{guided}"
    return {
        "sampler": sampler,
        "spacing": spacing,
        "scale": scale,
        "negative": negative,
        "latents": save(f"{name}-latents", torch.cat(latents)),
        "image": save(f"{name}-image", image),
    }


def main() -> None:
    pipeline = tiny_sdxl()
    pipeline.set_progress_bar_config(disable=True)
    write_fixture(pipeline)
    shutil.rmtree(REFERENCE, ignore_errors=True)
    REFERENCE.mkdir()
    with torch.no_grad():
        words, _, pooled, _ = pipeline.encode_prompt(PROMPT, do_classifier_free_guidance=False)
        runs = [
            run(pipeline, sampler, spacing, scale, negative)
            for sampler, spacing in (("euler", "leading"), ("euler", "trailing"), ("euler-ancestral", "trailing"))
            for scale, negative in ((None, None), (SCALE, NEGATIVE))
        ]
        runs.append(run(pipeline, "euler", "leading", SCALE, None))
    # The tokenizers in Rust, which are read from the same two files.
    fast = [
        transformers.CLIPTokenizerFast(str(FIXTURE / name / "vocab.json"), str(FIXTURE / name / "merges.txt"), pad_token=pad)
        for name, pad in (("tokenizer", "<|endoftext|>"), ("tokenizer_2", "!"))
    ]
    index = {
        "by": f"diffusers {diffusers.__version__}, transformers {transformers.__version__}, torch {torch.__version__}",
        "prompt": PROMPT,
        "width": WIDTH,
        "height": HEIGHT,
        "seed": SEED,
        "stepCount": STEP_COUNT,
        "tokens": [
            {
                "name": name,
                "prompt": prompt,
                "ids": [ids_of(tokenizer, prompt) for tokenizer in fast],
                # The ones in Python, which the pipeline has: they drop what cannot be seen, and put spaces around each
                # Chinese character.
                "pythonIds": [ids_of(tokenizer, prompt) for tokenizer in (pipeline.tokenizer, pipeline.tokenizer_2)],
            }
            for name, prompt in PROMPTS.items()
        ],
        "words": save("words", words),
        "pooled": save("pooled", pooled),
        "runs": runs,
    }
    (REFERENCE / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")


main()
