"""Retopology: a closed surface of quads, near to a triangle mesh.

Runs inside Blender (3.4 and 4.5), a program of its own: blender ... --python retopologize.py -- FOLDER
In the folder:
    job.json             {"targetFaces": n, "voxelsPerSide": n, "seed": n, "method": "quads" or "triangles"}
    source.positions     float32, x y z per vertex
    source.indices       uint32, three per triangle
    made.positions       float32, x y z per vertex
    made.corners         uint32, the vertex of each face corner
    made.starts          uint32, the first corner of each face
    result.json          written last: {"method", "faceCount", "quadCount", "droppedFaceRatio", "blender"} or {"refusal"}

Arrays, not glTF: Blender's importer wants numpy, which Debian's package leaves out, and 3.4's stumbles over numpy 1.24; the
exporter splits quads.
"""

import array
import json
import os
import sys

# Before bmesh: where Blender is a Python module, it brings it.
import bpy
import bmesh

# A count of faces within this share of the target is good enough.
TOLERANCE = 0.09
ATTEMPTS = 3
# Voxel remeshing leaves edges of no length, which make QuadriFlow refuse without an error; smoothing removes them.
SMOOTHINGS = (2, 6)
# Of the low mesh onto the source, in voxels. Further away lie inner sides of the source, which are not meant.
WRAP_VOXELS = 2.0


class Refusal(Exception):
    """The mesh cannot be worked on; the words are for its owner."""


def read_array(folder, name, kind):
    values = array.array(kind)
    with open(os.path.join(folder, name), "rb") as file:
        values.frombytes(file.read())
    return values


def write_array(folder, name, kind, collection, attribute, width):
    values = array.array(kind, bytes(array.array(kind).itemsize * len(collection) * width))
    collection.foreach_get(attribute, values)
    with open(os.path.join(folder, name), "wb") as file:
        values.tofile(file)


def add_object(mesh):
    made = bpy.data.objects.new(mesh.name, mesh)
    bpy.context.collection.objects.link(made)
    return made


def activate(made):
    bpy.ops.object.select_all(action="DESELECT")
    made.select_set(True)
    bpy.context.view_layer.objects.active = made


def source_object(folder):
    positions = read_array(folder, "source.positions", "f")
    indices = read_array(folder, "source.indices", "I")
    mesh = bpy.data.meshes.new("source")
    mesh.from_pydata(
        [positions[i : i + 3] for i in range(0, len(positions), 3)],
        [],
        [indices[i : i + 3] for i in range(0, len(indices), 3)],
    )
    mesh.validate()
    return add_object(mesh)


def apply_modifier(made, kind, **settings):
    modifier = made.modifiers.new(kind, kind)
    for name, value in settings.items():
        setattr(modifier, name, value)
    activate(made)
    bpy.ops.object.modifier_apply(modifier=modifier.name)


def voxel_object(source, voxel_size):
    """The source's outside as one closed surface: overlapping parts become one, small holes are closed."""
    made = add_object(source.data.copy())
    made.data.remesh_voxel_size = voxel_size
    activate(made)
    bpy.ops.object.voxel_remesh()
    return made


def islands(bm):
    bm.verts.ensure_lookup_table()
    seen = [False] * len(bm.verts)
    found = []
    for first in bm.verts:
        if seen[first.index]:
            continue
        seen[first.index] = True
        island = [first]
        for vertex in island:
            for edge in vertex.link_edges:
                other = edge.other_vert(vertex)
                if not seen[other.index]:
                    seen[other.index] = True
                    island.append(other)
        found.append(island)
    return found


def keep_largest(made):
    """All faces are of about one size here, so the island with most vertices has the largest surface."""
    bm = bmesh.new()
    bm.from_mesh(made.data)
    vertex_count = len(bm.verts)
    found = sorted(islands(bm), key=len)
    others = [vertex for island in found[:-1] for vertex in island]
    if others:
        bmesh.ops.delete(bm, geom=others, context="VERTS")
        bm.to_mesh(made.data)
    bm.free()
    return len(others) / vertex_count if vertex_count else 0.0


def quads_of(voxels, target, seed):
    """None when QuadriFlow says that it has finished and has done nothing."""
    wanted = target
    best = None
    for _ in range(ATTEMPTS):
        made = add_object(voxels.data.copy())
        before = len(made.data.polygons)
        activate(made)
        bpy.ops.object.quadriflow_remesh(mode="FACES", target_faces=max(16, round(wanted)), seed=seed)
        count = len(made.data.polygons)
        if count == before or count == 0:
            return best
        if best is None or abs(count - target) < abs(len(best.data.polygons) - target):
            best = made
        if abs(count - target) <= TOLERANCE * target:
            return best
        wanted *= target / count
    return best


def low_object(voxels, job):
    for smoothing in SMOOTHINGS:
        smooth = add_object(voxels.data.copy())
        apply_modifier(smooth, "SMOOTH", iterations=smoothing, factor=0.5)
        if job["method"] == "quads":
            made = quads_of(smooth, job["targetFaces"], job["seed"])
            if made is not None:
                return made, "quadriflow"
    # A quad counts as one face of the budget, and so do two triangles.
    apply_modifier(smooth, "TRIANGULATE")
    ratio = min(1.0, 2 * job["targetFaces"] / len(smooth.data.polygons))
    apply_modifier(smooth, "DECIMATE", ratio=ratio)
    return smooth, "decimate"


def wrap(made, source, reach):
    """Onto the source, to have back what voxels and smoothing took; vertices that would move too far stay."""
    before = [vertex.co.copy() for vertex in made.data.vertices]
    apply_modifier(made, "SHRINKWRAP", target=source, wrap_method="NEAREST_SURFACEPOINT")
    for vertex, old in zip(made.data.vertices, before):
        if (vertex.co - old).length > reach:
            vertex.co = old


def write_mesh(folder, mesh):
    write_array(folder, "made.positions", "f", mesh.vertices, "co", 3)
    write_array(folder, "made.corners", "I", mesh.loops, "vertex_index", 1)
    write_array(folder, "made.starts", "I", mesh.polygons, "loop_start", 1)


def retopologize(folder):
    with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    source = source_object(folder)
    voxel_size = max(source.dimensions) / job["voxelsPerSide"]
    voxels = voxel_object(source, voxel_size)
    dropped = keep_largest(voxels)
    if len(voxels.data.polygons) == 0:
        raise Refusal("the mesh encloses nothing")
    made, method = low_object(voxels, job)
    wrap(made, source, WRAP_VOXELS * voxel_size)
    write_mesh(folder, made.data)
    faces = made.data.polygons
    return {
        "method": method,
        "faceCount": len(faces),
        "quadCount": sum(1 for face in faces if len(face.vertices) == 4),
        "droppedFaceRatio": dropped,
        "blender": bpy.app.version_string,
    }


def end_with_parent():
    """Linux: a worker that is killed takes its Blender along."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)
    except (OSError, AttributeError):
        pass


def main():
    end_with_parent()
    folder = sys.argv[sys.argv.index("--") + 1]
    try:
        result = retopologize(folder)
    except Refusal as refusal:
        result = {"refusal": str(refusal)}
    # Under another name first: a file that is there is whole.
    unfinished = os.path.join(folder, "result.json.new")
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(result, file)
    os.replace(unfinished, os.path.join(folder, "result.json"))


main()
