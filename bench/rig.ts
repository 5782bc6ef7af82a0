/** Rigging: mean shift at the size of a real mesh, and the whole of the classic backend without reading and writing. */
import { boundsOf, type Mesh } from '../worker/mesh/mesh.ts';
import { capsuleMesh, figureCapsules } from '../worker/rig/capsule-figure.test-data.ts';
import { fitHumanoid } from '../worker/rig/humanoid/fit-humanoid.ts';
import { meanShift } from '../worker/rig/rignet/mean-shift.ts';
import { voxelSkin } from '../worker/rig/voxel-skin.ts';
import { voxelize } from '../worker/rig/voxelize.ts';
import { type Benchmark, median } from './benchmark.ts';

const POINT_COUNT = 6000;
const BANDWIDTH = 0.0429;

/** Votes of a mesh's vertices around 24 places in it, in heights; the same every time. */
function votesIn(mesh: Mesh) {
  let state = 7;
  const next = () => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
  const { min, max } = boundsOf(mesh);
  const centres = Array.from({ length: 24 }, () => min.map((value, axis) => value + next() * (max[axis]! - value)));
  const positions = Array.from({ length: POINT_COUNT }, (_, i) =>
    centres[i % centres.length]!.map(value => value + (next() + next() + next() - 1.5) * 0.04),
  );
  return {
    positions: Float64Array.from(positions.flat()),
    weights: Float64Array.from({ length: POINT_COUNT }, () => next()),
  };
}

function secondsOf(act: () => unknown, count: number): number {
  return median(
    Array.from({ length: count }, () => {
      const start = performance.now();
      act();
      return (performance.now() - start) / 1000;
    }),
  );
}

export const rig: Benchmark = {
  name: 'rig',
  run({ isQuick }) {
    const count = isQuick ? 1 : 7;
    const figure = capsuleMesh(figureCapsules(45), 0.02);
    const votes = votesIn(capsuleMesh(figureCapsules(45), 0.05));
    const classic = () => {
      const body = voxelize(figure, 128);
      return voxelSkin(figure, fitHumanoid(body).skeleton, body);
    };
    return [
      {
        benchmark: 'rig',
        metric: 'mean shift, 6,000 points',
        value: secondsOf(() => meanShift(votes, BANDWIDTH), count),
        unit: 's',
      },
      {
        benchmark: 'rig',
        metric: `classic, ${figure.positions.length / 3} vertices`,
        value: secondsOf(classic, count),
        unit: 's',
      },
    ];
  },
};
