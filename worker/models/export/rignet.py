"""RigNet's four networks (Xu et al. 2020, arXiv 2005.00559), in plain operators over tables of neighbours, so that they can be exported.

Widths, and the names of the parts, are those of the checkpoints that the authors publish, so that these load. What differs:
- Around a vertex stand the rows of a table, filled up with the vertex itself; the largest of all stays what it is.
- Joints are few: each sees all within reach by a mask over all pairs, instead of the nearest 64.
- The finest level of joints holds all of them (the paper's ratio of 0.999 leaves none out below 1,000), and the coarse one is told from
  outside, where the authors begin it at a joint drawn at random.
- Each joint of a level sees itself. The authors' layer also shows it the joint that stands at its place in the level below, which is
  any joint: their order is drawn at random.
"""

import torch
from torch import nn

# Within reach, in heights of the mesh: joints of the finest level, and those of the coarse one.
FINE_RADIUS, COARSE_RADIUS = 0.4, 0.6
# Known points that a point takes its features from.
INTERPOLATED_COUNT = 3
BONE_FEATURE_COUNT = 5 * 8


def mlp(*widths: int) -> nn.Sequential:
    return nn.Sequential(
        *(
            nn.Sequential(nn.Linear(inside, outside), nn.ReLU(), nn.BatchNorm1d(outside))
            for inside, outside in zip(widths, widths[1:])
        )
    )


def over_last(layers: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """`layers` on [rows, columns, inside], which batch normalization knows without columns only."""
    return layers(x.flatten(0, 1)).reshape(x.shape[0], x.shape[1], -1)


def everywhere(x: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """[channels] -> a row for each of `like`."""
    return x.unsqueeze(0).expand(like.shape[0], -1)


class EdgeConvolution(nn.Module):
    def __init__(self, inside: int, outside: int):
        super().__init__()
        self.nn = mlp(2 * inside, outside, outside)

    def forward(self, x: torch.Tensor, table: torch.Tensor) -> torch.Tensor:
        """`x` [vertices, inside], `table` [vertices, width] -> [vertices, outside]."""
        around = x[table]
        own = x.unsqueeze(1).expand_as(around)
        return over_last(self.nn, torch.cat([own, around - own], dim=2)).amax(dim=1)


class Unit(nn.Module):
    """One convolution over edges, one over balls, and a layer that joins them."""

    def __init__(self, inside: int, outside: int):
        super().__init__()
        self.edge_conv_tpl = EdgeConvolution(inside, outside // 2)
        self.edge_conv_geo = EdgeConvolution(inside, outside // 2)
        self.mlp = mlp(outside, outside)

    def forward(self, x: torch.Tensor, edges: torch.Tensor, ball: torch.Tensor) -> torch.Tensor:
        return self.mlp(torch.cat([self.edge_conv_tpl(x, edges), self.edge_conv_geo(x, ball)], dim=1))


class Surface(nn.Module):
    """Three units after each other, and what they say together, the largest over all vertices."""

    def __init__(self, *widths: int, out: tuple[int, ...]):
        super().__init__()
        self.gcu_1 = Unit(3, widths[0])
        self.gcu_2 = Unit(widths[0], widths[1])
        self.gcu_3 = Unit(widths[1], widths[2])
        self.mlp_glb = mlp(sum(widths), *out)

    def levels(self, vertices: torch.Tensor, edges: torch.Tensor, ball: torch.Tensor) -> torch.Tensor:
        first = self.gcu_1(vertices, edges, ball)
        second = self.gcu_2(first, edges, ball)
        return torch.cat([first, second, self.gcu_3(second, edges, ball)], dim=1)

    def forward(self, vertices: torch.Tensor, edges: torch.Tensor, ball: torch.Tensor) -> torch.Tensor:
        return self.mlp_glb(self.levels(vertices, edges, ball)).amax(dim=0)


class Votes(Surface):
    """Of each vertex: from the whole, its place and what stands around it to `out` numbers."""

    def __init__(self, shrink: int, out: int):
        widths = [64 // shrink, 256 // shrink, 512 // shrink]
        whole = 1024 // shrink
        super().__init__(*widths, out=(whole,))
        inside = whole + 3 + sum(widths)
        self.mlp_tramsform = nn.Sequential(mlp(inside, whole, 256 // shrink), nn.Dropout(), nn.Linear(256 // shrink, out))

    def forward(self, vertices: torch.Tensor, edges: torch.Tensor, ball: torch.Tensor) -> torch.Tensor:
        levels = self.levels(vertices, edges, ball)
        whole = self.mlp_glb(levels).amax(dim=0)
        return self.mlp_tramsform(torch.cat([everywhere(whole, vertices), vertices, levels], dim=1))


class Joints(nn.Module):
    def __init__(self, shrink: int = 1):
        super().__init__()
        self.jointnet = Votes(shrink, 3)
        self.masknet = Votes(shrink, 1)
        # Of the mean shift that follows; in the checkpoint, and no part of the graph.
        self.bandwidth = nn.Parameter(torch.tensor([0.04]))

    def forward(self, vertices: torch.Tensor, edges: torch.Tensor, ball: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        offsets = torch.tanh(self.jointnet(vertices, edges, ball))
        return offsets, torch.sigmoid(self.masknet(vertices, edges, ball))


class Gathering(nn.Module):
    """PointNet++'s set abstraction: what each point sees of those within reach, the largest of all (Qi et al. 2017)."""

    def __init__(self, radius: float, *widths: int):
        super().__init__()
        self.radius = radius
        self.conv = nn.Module()
        self.conv.local_nn = mlp(*widths)

    def forward(self, x: torch.Tensor | None, points: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
        """`x` [points, channels] -> [centres, outside]."""
        apart = points.unsqueeze(0) - centres.unsqueeze(1)
        seen = apart if x is None else torch.cat([x.unsqueeze(0).expand(centres.shape[0], -1, -1), apart], dim=2)
        said = over_last(self.conv.local_nn, seen)
        is_far = (apart**2).sum(dim=2, keepdim=True) > self.radius**2
        return said.masked_fill(is_far, -torch.inf).amax(dim=1)


class Whole(nn.Module):
    def __init__(self, *widths: int):
        super().__init__()
        self.nn = mlp(*widths)

    def forward(self, x: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        return self.nn(torch.cat([x, points], dim=1)).amax(dim=0)


def interpolated(x: torch.Tensor, known: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """Features at `points` from the three nearest of `known`, by the inverse of the squared distance."""
    squared = ((points.unsqueeze(1) - known.unsqueeze(0)) ** 2).sum(dim=2)
    # Where there are fewer than three, some stand so far away that they do not count.
    nowhere = torch.full_like(squared[:, :1], 1e30).expand(-1, INTERPOLATED_COUNT)
    nearest, places = torch.cat([squared, nowhere], dim=1).topk(INTERPOLATED_COUNT, dim=1, largest=False)
    weights = (1 / nearest.clamp(min=1e-16)).unsqueeze(2)
    padded = torch.cat([x, torch.zeros_like(x[:1]).expand(INTERPOLATED_COUNT, -1)], dim=0)
    return (padded[places] * weights).sum(dim=1) / weights.sum(dim=1)


class Spreading(nn.Module):
    def __init__(self, *widths: int):
        super().__init__()
        self.nn = mlp(*widths)

    def forward(self, x: torch.Tensor, beside: torch.Tensor) -> torch.Tensor:
        return self.nn(torch.cat([x, beside], dim=1))


class JointPoints(nn.Module):
    """What each joint is among the others: down to the whole, and up again."""

    def __init__(self, shrink: int):
        super().__init__()
        a, b, c, d = 64 // shrink, 128 // shrink, 256 // shrink, 512 // shrink
        self.sa1_joint = Gathering(FINE_RADIUS, 4, a, a, b)
        self.sa2_joint = Gathering(COARSE_RADIUS, b + 3, b, b, c)
        self.sa3_joint = Whole(c + 3, c, c, d)
        self.fp3_joint = Spreading(d + c, c, c)
        self.fp2_joint = Spreading(c + b, b, b)
        self.fp1_joint = Spreading(b + 1, b, b)

    def forward(self, joints: torch.Tensor, coarse: torch.Tensor) -> torch.Tensor:
        side = joints[:, :1].abs()
        centres = joints[coarse]
        fine = self.sa1_joint(side, joints, joints)
        far = self.sa2_joint(fine, joints, centres)
        whole = self.sa3_joint(far, centres)
        far = self.fp3_joint(everywhere(whole, far), far)
        fine = self.fp2_joint(interpolated(far, centres, joints), fine)
        return self.fp1_joint(interpolated(fine, joints, joints), side)


class JointCloud(nn.Module):
    """What all joints are together."""

    def __init__(self, shrink: int):
        super().__init__()
        a, b, c, d = 64 // shrink, 128 // shrink, 256 // shrink, 512 // shrink
        self.sa1_module_joints = Gathering(FINE_RADIUS, 3, a, a, b)
        self.sa2_module_joints = Gathering(COARSE_RADIUS, b + 3, b, b, c)
        self.sa3_module_joints = Whole(c + 3, c, c, d, c, b)

    def forward(self, joints: torch.Tensor, coarse: torch.Tensor) -> torch.Tensor:
        centres = joints[coarse]
        fine = self.sa1_module_joints(None, joints, joints)
        return self.sa3_module_joints(self.sa2_module_joints(fine, joints, centres), centres)


class Root(nn.Module):
    def __init__(self, shrink: int = 1):
        super().__init__()
        width = 128 // shrink
        self.shape_encoder = Surface(64 // shrink, width, 256 // shrink, out=(width,))
        self.joint_encoder = JointPoints(shrink)
        self.back_layers = nn.Sequential(mlp(2 * width, 200 // shrink, 64 // shrink), nn.Linear(64 // shrink, 1))

    def forward(self, vertices, edges, ball, joints, coarse) -> torch.Tensor:
        shape = everywhere(self.shape_encoder(vertices, edges, ball), joints)
        return self.back_layers(torch.cat([shape, self.joint_encoder(joints, coarse)], dim=1))


class Bones(nn.Module):
    def __init__(self, shrink: int = 1):
        super().__init__()
        a, b, c = 64 // shrink, 128 // shrink, 256 // shrink
        self.expand_joint_feature = nn.Sequential(mlp(8, 32 // shrink, a, b, c))
        self.shape_encoder = Surface(a, b, c, out=(c, a))
        self.joint_encoder = JointCloud(shrink)
        self.mix_transform = nn.Sequential(mlp(a + b + c, b, a), nn.Dropout(), nn.Linear(a, 1))

    def forward(self, vertices, edges, ball, joints, coarse, pairs, pair_features) -> torch.Tensor:
        ends = joints[pairs].flatten(1)
        own = self.expand_joint_feature(torch.cat([ends, pair_features], dim=1))
        shape = everywhere(self.shape_encoder(vertices, edges, ball), own)
        cloud = everywhere(self.joint_encoder(joints, coarse), own)
        return self.mix_transform(torch.cat([shape, cloud, own], dim=1))


class Skin(nn.Module):
    def __init__(self, shrink: int = 1):
        super().__init__()
        a, c, d, e = 64 // shrink, 256 // shrink, 512 // shrink, 1024 // shrink
        self.multi_layer_tranform1 = mlp(3 + BONE_FEATURE_COUNT, 128 // shrink, a)
        self.gcu1 = Unit(a, d)
        self.gcu2 = Unit(d, c)
        self.gcu3 = Unit(c, c)
        self.multi_layer_tranform2 = mlp(d, d, e)
        layer = [nn.Linear(e + c, e), nn.ReLU(), nn.BatchNorm1d(e), nn.Linear(e, d), nn.ReLU(), nn.BatchNorm1d(d)]
        self.cls_branch = nn.Sequential(*layer, nn.Linear(d, 5))

    def forward(self, vertices, edges, ball, skin_features) -> torch.Tensor:
        first = self.gcu1(self.multi_layer_tranform1(torch.cat([vertices, skin_features], dim=1)), edges, ball)
        whole = self.multi_layer_tranform2(first).amax(dim=0)
        third = self.gcu3(self.gcu2(first, edges, ball), edges, ball)
        return self.cls_branch(torch.cat([third, everywhere(whole, third)], dim=1))
