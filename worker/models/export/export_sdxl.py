"""Stable Diffusion XL as ONNX, in the layout that worker/models/models.json names: one folder for each part.

    python worker/models/export/export_sdxl.py --out weights/sdxl --precision fp16
    python worker/models/export/export_sdxl.py --out weights/sdxl --precision fp16 --unet lightning_4step_unet.safetensors
    python worker/models/export/export_sdxl.py --out /tmp/tiny --tiny

The second puts a distilled UNet in the place of the base model's, for the tier `fast`; the first is for `quality`. The worker knows
one from the other by `timestep_spacing` in scheduler/scheduler_config.json, which --unet makes `trailing`: so it must be a UNet of
few steps. With --tiny nothing is downloaded. Packages: requirements.txt. From here to production: docs/OPERATIONS.md, "The
weights' folder".

With fp16 the insides are halves while inputs and outputs stay 32 bits: onnxruntime-node takes halves only by a detour
(worker/host/runtime.ts). The decoder of the images stays 32 bits altogether, since in halves the one of SDXL overflows and its
images are black; it is 0.2 GB.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from diffusers import StableDiffusionXLPipeline
from onnxruntime.transformers.float16 import convert_float_to_float16
from optimum.exporters.onnx import main_export
from safetensors.torch import load_file

from tiny_sdxl import tiny_sdxl

BASE = "stabilityai/stable-diffusion-xl-base-1.0"
HALVED = ("text_encoder", "text_encoder_2", "unet")
# A file of ONNX has less than 2 GB; this leaves room for the nodes.
ONE_FILE_BYTES_MAX = 1_900_000_000
# The worker needs no encoder of images.
LEFT_OUT = ("vae_encoder",)


def load(model: str, unet: Path | None, is_tiny: bool) -> StableDiffusionXLPipeline:
    pipeline = tiny_sdxl() if is_tiny else StableDiffusionXLPipeline.from_pretrained(model, torch_dtype=torch.float32)
    if unet is not None:
        pipeline.unet.load_state_dict(load_file(unet))
        # As its model card runs SDXL-Lightning (ByteDance, 2024-02 [M]).
        pipeline.scheduler = pipeline.scheduler.from_config(pipeline.scheduler.config, timestep_spacing="trailing")
    return pipeline


def export(pipeline: StableDiffusionXLPipeline, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pipeline.save_pretrained(folder)
        main_export(folder, output=out, task="text-to-image", library_name="diffusers", device="cpu", do_validation=False)
    for part in LEFT_OUT:
        shutil.rmtree(out / part)


def lift_constants(graph: onnx.GraphProto) -> None:
    """Nodes that only hold a value become initializers. The scales of a Resize must stay 32 bits, and the converter of
    onnxruntime 1.23.2 knows them as initializers only."""
    constants = [node for node in graph.node if node.op_type == "Constant" and node.attribute[0].name == "value"]
    for node in constants:
        value = node.attribute[0].t
        value.name = node.output[0]
        graph.initializer.append(value)
        graph.node.remove(node)


def halve(folder: Path) -> None:
    """Replaces the graph and its weights."""
    path = folder / "model.onnx"
    # Weights over 2 GB stand in other files; loaded, they are in memory.
    model = onnx.load(path)
    lift_constants(model.graph)
    halved = convert_float_to_float16(model, keep_io_types=True, disable_shape_infer=True)
    for file in folder.glob("model.onnx*"):
        file.unlink()
    # Of the whole model it cannot be asked: over 2 GB a message has no size.
    is_large = sum(len(weights.raw_data) for weights in halved.graph.initializer) > ONE_FILE_BYTES_MAX
    onnx.save(halved, path, save_as_external_data=is_large, location="model.onnx_data" if is_large else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="a folder, made anew")
    parser.add_argument("--model", default=BASE, help="of the Hub, or a folder; default: %(default)s")
    parser.add_argument("--unet", type=Path, help="weights of a UNet of the same shape that was distilled to few steps, .safetensors")
    parser.add_argument("--precision", choices=("fp32", "fp16"), default="fp32")
    parser.add_argument("--tiny", action="store_true", help="random weights of a small model of the same shape")
    given = parser.parse_args()

    export(load(given.model, given.unet, given.tiny), given.out)
    if given.precision == "fp16":
        for part in HALVED:
            halve(given.out / part)
    print(*sorted(str(file) for file in given.out.rglob("*") if file.is_file()), sep="\n")


if __name__ == "__main__":
    main()
