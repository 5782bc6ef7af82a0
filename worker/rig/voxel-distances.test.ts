import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { distance } from './point.ts';
import { filledVoxels, type VoxelBody, voxelCentre } from './voxel-body.ts';
import { STEPS_PER_CELL, UNREACHED, voxelDistances } from './voxel-distances.ts';

/** Rows of a plan, each a line of z; `#` is filled. One voxel high, with the empty border. */
function plan(rows: readonly string[]): VoxelBody {
  const counts = [rows[0]!.length + 2, 3, rows.length + 2] as const;
  const filled = new Uint8Array(counts[0] * counts[1] * counts[2]);
  rows.forEach((row, z) => {
    [...row].forEach((letter, x) => {
      if (letter === '#') filled[x + 1 + counts[0] * (1 + counts[1] * (z + 1))] = 1;
    });
  });
  return { origin: [0, 0, 0], cellMetres: 1, counts, filled };
}
const at = ({ counts }: VoxelBody, x: number, z: number): number => x + 1 + counts[0] * (1 + counts[1] * (z + 1));

check('distances inside a body', {
  'go around what is empty': () => {
    const horseshoe = plan(['###', '#.#', '#.#', '..#']);
    const distances = voxelDistances(horseshoe, [{ voxel: at(horseshoe, 0, 2), cells: 0 }]);
    const cells = (x: number, z: number) => distances[at(horseshoe, x, z)]! / STEPS_PER_CELL;
    // Up, a corner cut, a corner cut, down two: 1 + sqrt 2 + sqrt 2 + 2.
    near(cells(2, 3), 3 + 2 * Math.SQRT2, 0.1);
    assert.is(distances[at(horseshoe, 1, 1)], UNREACHED);
  },
  'are at most 9 % longer than the straight way where nothing is in it': () => {
    const hall = plan(Array(40).fill('#'.repeat(40)));
    const corner = at(hall, 0, 0);
    const distances = voxelDistances(hall, [{ voxel: corner, cells: 0 }]);
    for (const voxel of filledVoxels(hall)) {
      const straight = distance(voxelCentre(hall, voxel), voxelCentre(hall, corner));
      const way = distances[voxel]! / STEPS_PER_CELL;
      assert.ok(way >= 0.99 * straight && way <= 1.09 * straight + 0.1, `${way} for ${straight}`);
    }
  },
  'are from the nearest source, with what it has behind it': () => {
    const corridor = plan(['##########']);
    const distances = voxelDistances(corridor, [
      { voxel: at(corridor, 0, 0), cells: 1.5 },
      { voxel: at(corridor, 9, 0), cells: 0 },
      { voxel: at(corridor, 3, -1), cells: 0 },
    ]);
    assert.equal(
      Array.from({ length: 10 }, (_, x) => distances[at(corridor, x, 0)]! / STEPS_PER_CELL),
      [1.5, 2.5, 3.5, 4.5, 5, 4, 3, 2, 1, 0],
    );
  },
  'end where the body does': () => {
    const islands = plan(['##.##']);
    const distances = voxelDistances(islands, [{ voxel: at(islands, 0, 0), cells: 0 }]);
    assert.is(distances[at(islands, 3, 0)], UNREACHED);
  },
});
