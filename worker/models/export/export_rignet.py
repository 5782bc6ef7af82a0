"""RigNet's four networks as ONNX graphs, as worker/stages/rigging/rignet/rignet-contract.ts wants them.

    python worker/models/export/export_rignet.py --checkpoints RigNet/checkpoints --out weights/rignet
    python worker/models/export/export_rignet.py --out /tmp/tiny --tiny

--checkpoints is the folder that the authors' README links to (gcn_meanshift, rootnet, bonenet, skinnet, each with
model_best.pth.tar). Their weights have no licence of their own and their code is GPL-3.0, or under a commercial licence of the University of
Massachusetts: whoever exports them answers for that. With --tiny nothing is read. What comes out is compared with what torch says, in
onnxruntime, on a mesh of another size than the one it was exported with. Packages: requirements.txt.
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import nn

from rignet import BONE_FEATURE_COUNT, Bones, Joints, Root, Skin

# 18, as the other graphs of this project.
OPSET = 18
# How far onnxruntime may be from torch, of the largest number there is: sums in another order.
TOLERANCE = 1e-4
# Of --tiny: this many times fewer channels.
SHRINK = 16

SURFACE = ("vertices", "edges", "ball")
JOINTS = (*SURFACE, "joints", "coarse")
# Graph: its net, the folder of its checkpoint, its inputs, its outputs.
GRAPHS = {
    "joints": (Joints, "gcn_meanshift", SURFACE, ("offsets", "attention")),
    "root": (Root, "rootnet", JOINTS, ("root_logits",)),
    "bones": (Bones, "bonenet", (*JOINTS, "pairs", "pair_features"), ("bone_logits",)),
    "skin": (Skin, "skinnet", (*SURFACE, "skin_features"), ("skin_logits",)),
}
# Dimensions that are not the same in every run.
FREE = {
    "vertices": {0: "vertices"},
    "edges": {0: "vertices", 1: "edge_width"},
    "ball": {0: "vertices", 1: "ball_width"},
    "joints": {0: "joints"},
    "coarse": {0: "coarse"},
    "pairs": {0: "pairs"},
    "pair_features": {0: "pairs"},
    "skin_features": {0: "vertices"},
    "offsets": {0: "vertices"},
    "attention": {0: "vertices"},
    "root_logits": {0: "joints"},
    "bone_logits": {0: "pairs"},
    "skin_logits": {0: "vertices"},
}


def some_mesh(vertices: int, joints: int) -> dict[str, torch.Tensor]:
    """Numbers in the shape of a mesh: what they mean does not matter to a comparison."""
    own = torch.arange(vertices).unsqueeze(1)
    around = lambda width: torch.cat([own, torch.randint(vertices, (vertices, width - 1))], dim=1)
    pairs = torch.combinations(torch.arange(joints))
    return {
        "vertices": torch.rand(vertices, 3) - 0.5,
        "edges": around(8),
        "ball": around(10),
        "joints": torch.rand(joints, 3) - 0.5,
        "coarse": torch.randperm(joints)[: -(-joints // 3)],
        "pairs": pairs,
        "pair_features": torch.rand(len(pairs), 2),
        "skin_features": torch.rand(vertices, BONE_FEATURE_COUNT),
    }


def load(make: type[nn.Module], checkpoint: Path | None) -> nn.Module:
    if checkpoint is None:
        net = make(SHRINK)
        # As after a training: a normalization that changes nothing would hide mistakes.
        for part in net.modules():
            if isinstance(part, nn.BatchNorm1d):
                for value in (part.running_mean, part.bias):
                    nn.init.normal_(value, std=0.3)
                for value in (part.running_var, part.weight):
                    nn.init.uniform_(value, 0.5, 2)
    else:
        net = make()
        # Only tensors are read: a file of weights could hold code, too.
        net.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["state_dict"])
    return net.eval()


def export(net: nn.Module, path: Path, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> None:
    mesh = some_mesh(300, 20)
    torch.onnx.export(
        net,
        tuple(mesh[name] for name in inputs),
        path,
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: FREE[name] for name in (*inputs, *outputs)},
        opset_version=OPSET,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    # Few joints, so that the coarse level has fewer than a point wants to see.
    for mesh in (some_mesh(517, 33), some_mesh(40, 3)):
        said = session.run(outputs, {name: mesh[name].numpy() for name in inputs})
        with torch.no_grad():
            wanted = net(*(mesh[name] for name in inputs))
        for name, is_, should in zip(outputs, said, wanted if isinstance(wanted, tuple) else (wanted,)):
            error = float(np.abs(is_ - should.numpy()).max() / np.abs(should.numpy()).max())
            print(f"{path} {name} {list(is_.shape)}: {error:.1e} from torch")
            if not error <= TOLERANCE:
                raise SystemExit(f"{path} says something else than torch: {name} by {error}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="a folder, made when it is missing")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--checkpoints", type=Path, help="a folder of the authors' four checkpoints")
    given.add_argument("--tiny", action="store_true", help="random weights of nets with few channels")
    chosen = parser.parse_args()

    torch.manual_seed(0)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, (make, folder, inputs, outputs) in GRAPHS.items():
        checkpoint = None if chosen.tiny else chosen.checkpoints / folder / "model_best.pth.tar"
        export(load(make, checkpoint), chosen.out / f"{name}.onnx", inputs, outputs)


if __name__ == "__main__":
    main()
