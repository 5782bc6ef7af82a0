import type { Mesh } from './mesh.ts';

/** Without vertices that no triangle has; the others stay in their order. */
export function compacted({ positions, indices }: Mesh): Mesh {
  const numbers = new Int32Array(positions.length / 3).fill(-1);
  for (const vertex of indices) numbers[vertex] = 0;
  let count = 0;
  for (let vertex = 0; vertex < numbers.length; vertex += 1) if (numbers[vertex] === 0) numbers[vertex] = count++;
  const kept = new Float32Array(3 * count);
  numbers.forEach((number, vertex) => {
    if (number !== -1) kept.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * number);
  });
  return { positions: kept, indices: indices.map(vertex => numbers[vertex]!) };
}
