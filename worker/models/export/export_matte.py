"""U2-Net or ISNet as an ONNX graph: `input.1` [1, 3, side, side] to `mask` [1, 1, side, side], both 32-bit floats.

    python worker/models/export/export_matte.py --kind u2net --weights u2net.pth --out weights/u2net/u2net.onnx
    python worker/models/export/export_matte.py --kind isnet --weights isnet-general-use.pth --out weights/isnet/isnet.onnx
    python worker/models/export/export_matte.py --kind u2net --out /tmp/tiny.onnx --tiny

The input is called as in the graphs that others publish, so that one entry of the catalog fits both. How each is to be shown a
picture: worker/stages/matte/matte-models.ts. With --tiny nothing is downloaded. Packages: requirements.txt.
"""

import argparse
from pathlib import Path

import torch

from u2net import FULL, SMALL, TINY, FigureNet

SIDES = {"u2net": 320, "u2netp": 320, "isnet": 1024}
WIDTHS = {"u2net": FULL, "u2netp": SMALL, "isnet": FULL}
# 18, as the other graphs of this project.
OPSET = 18


def load(kind: str, weights: Path | None) -> FigureNet:
    """Without weights: random ones, of a net with few channels."""
    torch.manual_seed(0)
    if weights is None:
        return FigureNet(TINY, is_isnet=kind == "isnet").eval()
    net = FigureNet(WIDTHS[kind], is_isnet=kind == "isnet")
    # Only tensors are read: a file of weights could hold code, too.
    net.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=SIDES, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--weights", type=Path, help="of the authors, .pth")
    given.add_argument("--tiny", action="store_true", help="random weights of a small net of the same shape")
    chosen = parser.parse_args()

    net = load(chosen.kind, None if chosen.tiny else chosen.weights)
    side = SIDES[chosen.kind]
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        net,
        (torch.zeros(1, 3, side, side),),
        chosen.out,
        input_names=["input.1"],
        output_names=["mask"],
        opset_version=OPSET,
        dynamo=False,
    )
    print(chosen.out)


if __name__ == "__main__":
    main()
