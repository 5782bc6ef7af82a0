/**
 * A closed loop: a fixed number of users, each of whom thinks, submits one job, waits for it, and thinks again.
 * Invariant: a user has at most one job in the system.
 */
import type { Distribution } from '../../../hub/distribution.ts';
import type { Count } from '../../../hub/units.ts';
import { createSampler } from '../../engine/sampler.ts';
import type { Substream } from '../../engine/substream.ts';
import type { ArrivalProcess, OpenStream } from './arrival-process.ts';
import type { RegionPicker } from './region-picker.ts';
import { createUserHeap } from './user-heap.ts';

export type ClosedLoop = {
  readonly users: Count;
  readonly thinkSeconds: Distribution;
  /** Without it users never stop. */
  readonly jobsPerUser?: Count | undefined;
};

/**
 * Everybody starts by thinking. A user's k-th think time has a stream of its own, so it is the same however slowly the
 * fleet served the jobs before: two plans are compared on the same users. A user stays in one region.
 */
export function createClosedLoop(loop: ClosedLoop, open: OpenStream, pickRegion: RegionPicker): ArrivalProcess {
  const sample = createSampler(loop.thinkSeconds);
  const jobCountMax = loop.jobsPerUser ?? Infinity;
  const submitted = new Uint32Array(loop.users);
  const regions = drawRegions(loop.users, open('regions'), pickRegion);
  const heap = createUserHeap(loop.users);
  const think = (user: number, nowSeconds: number) => {
    const jobNumber = submitted[user]!;
    if (jobNumber < jobCountMax) heap.push(nowSeconds + sample(open(`think ${jobNumber}`, user)), user);
  };
  for (let user = 0; user < loop.users; user += 1) think(user, 0);

  const process: ArrivalProcess = {
    nextSeconds: Infinity,
    nextRegion: 0,
    nextUser: -1,
    advance() {
      submitted[heap.topUser()]! += 1;
      heap.pop();
      showTop();
    },
    jobEnded(user, nowSeconds) {
      think(user, nowSeconds);
      showTop();
    },
  };
  function showTop() {
    process.nextSeconds = heap.topSeconds();
    process.nextUser = heap.topUser();
    if (process.nextUser >= 0) process.nextRegion = regions[process.nextUser]!;
  }
  showTop();
  return process;
}

function drawRegions(userCount: Count, stream: Substream, pickRegion: RegionPicker): Uint8Array {
  const regions = new Uint8Array(userCount);
  for (let user = 0; user < userCount; user += 1) regions[user] = pickRegion(stream);
  return regions;
}
