"""TripoSR as two ONNX graphs, as worker/triposr/contract.ts and the catalog want them.

    python worker/models/export/export_triposr.py --weights TripoSR --out weights/triposr
    python worker/models/export/export_triposr.py --out /tmp/tiny --tiny

--weights is a folder with config.yaml and model.ckpt of stabilityai/TripoSR on huggingface.co (MIT). With --tiny nothing is
downloaded. What comes out is compared with what torch says, in onnxruntime. Packages: requirements.txt.
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import yaml

from triposr import IMAGE_SIDE, PLANE_COUNT, TINY, Decoder, Encoder, Sizes, TripoSR

# 18, as the other graphs of this project; from 16 on there is GridSample.
OPSET = 18
# How far onnxruntime may be from torch, of the largest number there is: sums in another order.
TOLERANCE = 1e-4


def sizes_of(config: dict) -> Sizes:
    """Refuses what this net is not: a config of a later version of TripoSR would load and be wrong."""
    renderer, backbone, decoder = config["renderer"], config["backbone"], config["decoder"]
    wanted = {"feature_reduction": "concat", "density_activation": "exp"}
    told = {name: renderer.get(name) for name in wanted} | {"activation": decoder["activation"], "side": config["cond_image_size"]}
    if told != wanted | {"activation": "silu", "side": IMAGE_SIDE}:
        raise SystemExit(f"config.yaml describes another net (saw {told}): export_triposr.py knows that of 2024-03")
    return Sizes(
        plane_side=config["tokenizer"]["plane_size"],
        channels=config["tokenizer"]["num_channels"],
        heads=backbone["num_attention_heads"],
        head_width=backbone["attention_head_dim"],
        layers=backbone["num_layers"],
        plane_channels=config["post_processor"]["out_channels"],
        decoder_width=decoder["n_neurons"],
        decoder_layers=decoder["n_hidden_layers"],
        radius=renderer["radius"],
        density_bias=renderer["density_bias"],
    )


def load(weights: Path | None) -> TripoSR:
    torch.manual_seed(0)
    if weights is None:
        net = TripoSR(TINY)
    else:
        net = TripoSR(sizes_of(yaml.safe_load((weights / "config.yaml").read_text())))
        # Only tensors are read: a file of weights could hold code, too.
        net.load_state_dict(torch.load(weights / "model.ckpt", map_location="cpu", weights_only=True))
    net.image_tokenizer.embed_positions()
    return net.eval()


def export(net: torch.nn.Module, path: Path, feeds: dict[str, torch.Tensor], outputs: list[str], free: dict) -> None:
    torch.onnx.export(
        net,
        tuple(feeds.values()),
        path,
        input_names=list(feeds),
        output_names=outputs,
        dynamic_axes=free,
        opset_version=OPSET,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    said = session.run(outputs, {name: value.numpy() for name, value in feeds.items()})
    with torch.no_grad():
        wanted = net(*feeds.values())
    for name, is_, should in zip(outputs, said, wanted if isinstance(wanted, tuple) else (wanted,)):
        error = float(np.abs(is_ - should.numpy()).max() / np.abs(should.numpy()).max())
        print(f"{path} {name} {list(is_.shape)}: {error:.1e} from torch")
        if not error <= TOLERANCE:
            raise SystemExit(f"{path} says something else than torch: {name} by {error}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="a folder, made when it is missing")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--weights", type=Path, help="a folder with config.yaml and model.ckpt")
    given.add_argument("--tiny", action="store_true", help="random weights of a small net of the same shape")
    chosen = parser.parse_args()

    net = load(None if chosen.tiny else chosen.weights)
    chosen.out.mkdir(parents=True, exist_ok=True)
    image = torch.rand(1, 3, IMAGE_SIDE, IMAGE_SIDE)
    export(Encoder(net), chosen.out / "triposr_encoder.onnx", {"image": image}, ["scene_codes"], {})

    side = 2 * net.sizes.plane_side
    feeds = {
        "scene_codes": torch.randn(1, PLANE_COUNT, net.sizes.plane_channels, side, side),
        "points": (torch.rand(1, 1000, 3) * 2 - 1) * net.sizes.radius,
    }
    outputs = ["density", "color"]
    free = {name: {1: "points"} for name in ("points", *outputs)}
    export(Decoder(net), chosen.out / "triposr_decoder.onnx", feeds, outputs, free)


if __name__ == "__main__":
    main()
