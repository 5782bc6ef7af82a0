import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { Distribution } from '../distribution.ts';
import { meanOf } from '../mean-of.ts';
import { BOOT_PATH_NAMES, BOOT_PATHS, type BootPathName } from './boot-paths.ts';

/** Shortest and longest total of a path, seconds. */
function totalRange(name: BootPathName): readonly [low: number, high: number] {
  const phases = Object.values(BOOT_PATHS[name].path);
  const bound = (side: 'low' | 'high') => (phase: Distribution) => {
    if (phase.kind === 'quantiles') return phase.table.at(side === 'low' ? 0 : -1)![1];
    return phase.kind === 'triangular' ? phase[side] : meanOf(phase);
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return [sum(phases.map(bound('low'))), sum(phases.map(bound('high')))];
}

const meanTotal = (name: BootPathName) =>
  Object.values(BOOT_PATHS[name].path).reduce((sum, phase) => sum + meanOf(phase), 0);

check('BOOT_PATHS', {
  'take 53-146 s with weights from S3, on the average as long as by arithmetic': () => {
    const [low, high] = totalRange('weights-from-s3');
    near(low, 52.8, 0.1);
    near(high, 146.2, 0.1);
    near(meanTotal('weights-from-s3'), (16 + 18 + 25) / 3 + (24 + 30 + 35) / 3 + (30 + 40 + 55) / 3, 0.01);
  },
  'take 55-75 s from the warm pool': () => assert.equal(totalRange('warm-start'), [55, 75]),
  'take no time at all when instant': () => assert.equal(totalRange('instant'), [0, 0]),
  // 9.1 GB at 40..20 MB/s is 228..455 s; the hydrated head of the volume makes the fast end faster.
  'spend minutes on lazily loaded weights': () => near(meanTotal('baked-ami'), 309, 2),
  'are ordered by how much was prepared': () => {
    const order: readonly BootPathName[] = ['plain', 'baked-ami', 'weights-from-s3', 'warm-start', 'instant'];
    const means = order.map(meanTotal);
    assert.equal(
      means,
      means.toSorted((a, b) => b - a),
    );
  },
  'say why and whence': () => {
    for (const name of BOOT_PATH_NAMES) assert.ok(BOOT_PATHS[name].why !== '' && BOOT_PATHS[name].source !== '');
  },
});
