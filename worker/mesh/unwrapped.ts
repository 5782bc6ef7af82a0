/**
 * Places in a texture for all triangles of a mesh: parts that face about one way, laid flat side by side. What Blender does
 * better; this is for where it is not.
 */
import { nextCorner } from './edge-list.ts';
import { areaNormal } from './measures.ts';
import type { Mesh, Point } from './mesh.ts';
import type { FaceMesh } from './textured-mesh.ts';

/** Cosine of how far a triangle may be turned from its chart: more and it would be seen from its edge. */
const TURN_COSINE_MIN = 0.5;
/** Around each chart, in shares of the texture's side. */
const MARGIN = 0.004;

type Chart = {
  readonly triangles: readonly number[];
  /** Metres per corner, from the chart's own lower left: six per triangle. */
  readonly flat: Float64Array;
  readonly width: number;
  readonly height: number;
};

export function unwrapped(mesh: Mesh): FaceMesh {
  const charts = chartsOf(mesh);
  const { places, side } = packed(charts);
  const uvs = new Float32Array(2 * mesh.indices.length);
  charts.forEach(({ triangles, flat }, chart) => {
    const [left, bottom] = places[chart]!;
    triangles.forEach((triangle, i) => {
      for (let corner = 0; corner < 3; corner += 1) {
        uvs[6 * triangle + 2 * corner] = (left + flat[6 * i + 2 * corner]!) / side;
        uvs[6 * triangle + 2 * corner + 1] = (bottom + flat[6 * i + 2 * corner + 1]!) / side;
      }
    });
  });
  const starts = Uint32Array.from({ length: mesh.indices.length / 3 }, (_, triangle) => 3 * triangle);
  return { positions: mesh.positions, corners: mesh.indices, starts, uvs };
}

/** Grown from one triangle each, over edges, as far as the surface faces its way. */
function chartsOf(mesh: Mesh): Chart[] {
  const triangleCount = mesh.indices.length / 3;
  const normals = Array.from({ length: triangleCount }, (_, triangle) => unit(areaNormal(mesh, triangle)));
  const neighbours = neighboursOf(mesh);
  const isTaken = new Uint8Array(triangleCount);
  const charts: Chart[] = [];
  for (let seed = 0; seed < triangleCount; seed += 1) {
    if (isTaken[seed] === 1) continue;
    isTaken[seed] = 1;
    const triangles = [seed];
    for (const triangle of triangles) {
      for (let edge = 3 * triangle; edge < 3 * triangle + 3; edge += 1) {
        const beside = neighbours[edge]!;
        if (beside === -1 || isTaken[beside] === 1 || dot(normals[beside]!, normals[seed]!) < TURN_COSINE_MIN) continue;
        isTaken[beside] = 1;
        triangles.push(beside);
      }
    }
    charts.push(flattened(mesh, triangles, normals[seed]!));
  }
  return charts;
}

/** The triangle on the other side of each edge; -1 where there is not exactly one. */
function neighboursOf({ positions, indices }: Mesh): Int32Array {
  const vertexCount = positions.length / 3;
  const byEdge = new Map<number, number>();
  for (let i = 0; i < indices.length; i += 1) {
    const name = indices[i]! * vertexCount + indices[nextCorner(i)]!;
    byEdge.set(name, byEdge.has(name) ? -1 : Math.floor(i / 3));
  }
  return Int32Array.from(indices, (from, i) => byEdge.get(indices[nextCorner(i)]! * vertexCount + from) ?? -1);
}

/** Seen along a direction, turned so that its box is smallest. */
function flattened({ positions, indices }: Mesh, triangles: readonly number[], normal: Point): Chart {
  const [across, up] = axesBeside(normal);
  const flat = new Float64Array(6 * triangles.length);
  triangles.forEach((triangle, i) => {
    for (let corner = 0; corner < 3; corner += 1) {
      const vertex = 3 * indices[3 * triangle + corner]!;
      const point: Point = [positions[vertex]!, positions[vertex + 1]!, positions[vertex + 2]!];
      flat[6 * i + 2 * corner] = dot(point, across);
      flat[6 * i + 2 * corner + 1] = dot(point, up);
    }
  });
  const turns = Array.from({ length: TURN_COUNT }, (_, i) => boxed(flat, (i * Math.PI) / TURN_COUNT));
  const smallest = turns.reduce((best, turn) => (costOf(turn) < costOf(best) ? turn : best));
  return { triangles, ...smallest };
}

/** Of two boxes of one size, the lower one. */
const costOf = ({ width, height }: Pick<Chart, 'width' | 'height'>): number =>
  width * height * (width < height ? 1.001 : 1);

/** Of half a circle: charts that lie down take lower rows than charts that stand. */
const TURN_COUNT = 24;

/** Turned by an angle in radians, from its own lower left. */
function boxed(flat: Float64Array, angle: number): Omit<Chart, 'triangles'> {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const turned = flat.map((value, i) =>
    i % 2 === 0 ? cosine * value - sine * flat[i + 1]! : sine * flat[i - 1]! + cosine * value,
  );
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  turned.forEach((value, i) => {
    low[i % 2] = Math.min(low[i % 2]!, value);
    high[i % 2] = Math.max(high[i % 2]!, value);
  });
  return { flat: turned.map((value, i) => value - low[i % 2]!), width: high[0]! - low[0]!, height: high[1]! - low[1]! };
}

/** In rows from the bottom, the highest first, in a square that is as small as it goes in steps of a twentieth. */
function packed(charts: readonly Chart[]): { places: (readonly [left: number, bottom: number])[]; side: number } {
  const order = charts.map((_, chart) => chart).toSorted((a, b) => charts[b]!.height - charts[a]!.height);
  const area = charts.reduce((sum, { width, height }) => sum + width * height, 0);
  const widest = Math.max(...charts.map(({ width, height }) => Math.max(width, height)));
  for (let side = Math.max(Math.sqrt(area), widest / (1 - 2 * MARGIN)); ; side *= 1.05) {
    const places = placesIn(charts, order, side);
    if (places !== undefined) return { places, side };
  }
}

function placesIn(charts: readonly Chart[], order: readonly number[], side: number) {
  const margin = MARGIN * side;
  const places: (readonly [number, number])[] = [];
  let [left, bottom, rowHeight] = [margin, margin, 0];
  for (const chart of order) {
    const { width, height } = charts[chart]!;
    if (left + width > side - margin) {
      bottom += rowHeight + margin;
      [left, rowHeight] = [margin, 0];
    }
    if (bottom + height > side - margin) return undefined;
    places[chart] = [left, bottom];
    left += width + margin;
    rowHeight = Math.max(rowHeight, height);
  }
  return places;
}

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function unit([x, y, z]: Point): Point {
  const length = Math.hypot(x, y, z);
  return length === 0 ? [0, 0, 1] : [x / length, y / length, z / length];
}

/** Two directions at right angles to it and to each other, so that it points to who looks at them. */
function axesBeside(normal: Point): [across: Point, up: Point] {
  const aside: Point = Math.abs(normal[1]) < 0.9 ? [0, 1, 0] : [0, 0, 1];
  const across = unit(cross(aside, normal));
  return [across, cross(normal, across)];
}

const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
