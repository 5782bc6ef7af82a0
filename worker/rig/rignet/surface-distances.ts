/** Ways along the edges of a surface, shortest first (Dijkstra). They are longer than the straight way over its triangles. */
import type { SurfaceGraph } from './surface-graph.ts';

export type Reached = { readonly vertex: number; readonly distance: number };

/**
 * All vertices at most so far from one, the nearest first and itself before all.
 *
 * @returns a search that keeps its memory from one call to the next: for thousands of small neighbourhoods of one graph
 */
export function surfaceSearch({ vertexCount, starts, neighbours, lengths }: SurfaceGraph) {
  const distances = new Float64Array(vertexCount).fill(Infinity);
  return (from: number, distanceMax = Infinity): Reached[] => {
    const touched = [from];
    const reached: Reached[] = [];
    const queue = [{ vertex: from, distance: 0 }];
    distances[from] = 0;
    for (let next = pop(queue); next !== undefined; next = pop(queue)) {
      // It was found again on a shorter way.
      if (next.distance > distances[next.vertex]!) continue;
      reached.push(next);
      for (let i = starts[next.vertex]!; i < starts[next.vertex + 1]!; i += 1) {
        const vertex = neighbours[i]!;
        const distance = next.distance + lengths[i]!;
        if (distance >= distances[vertex]! || distance > distanceMax) continue;
        if (distances[vertex] === Infinity) touched.push(vertex);
        distances[vertex] = distance;
        push(queue, { vertex, distance });
      }
    }
    for (const vertex of touched) distances[vertex] = Infinity;
    return reached;
  };
}

/** A binary heap: no entry is nearer than the one at half its place. */
function push(heap: Reached[], added: Reached): void {
  let place = heap.length;
  heap.push(added);
  while (place > 0) {
    const above = (place - 1) >> 1;
    if (heap[above]!.distance <= added.distance) break;
    heap[place] = heap[above]!;
    place = above;
  }
  heap[place] = added;
}

function pop(heap: Reached[]): Reached | undefined {
  const nearest = heap[0];
  const last = heap.pop();
  if (nearest === undefined || last === undefined || heap.length === 0) return nearest;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const nearer = right < heap.length && heap[right]!.distance < heap[left]!.distance ? right : left;
    if (heap[nearer]!.distance >= last.distance) break;
    heap[place] = heap[nearer]!;
    place = nearer;
  }
  heap[place] = last;
  return nearest;
}
