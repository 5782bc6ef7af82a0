import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { block, meshOf, quadruped, torus } from '../mesh/shapes.test-data.ts';
import { checkSurface } from '../mesh/surface-check.ts';
import { isAsWanted, retopologized } from './retopologized.test-data.ts';

check('retopology', {
  'of a block is quads, closed and close': () => isAsWanted(meshOf(block, 48)),
  'of a torus keeps its hole': () => isAsWanted(meshOf(torus, 48), 1),
  'by decimation is triangles, two for each face of the budget': async () => {
    const { facts, low } = await retopologized(meshOf(quadruped, 48), { method: 'triangles', targetFaces: 1000 });
    assert.equal([facts.method, facts.quadCount], ['decimate', 0]);
    near(low.indices.length / 3, 2000, 20);
    assert.ok(checkSurface(low).isClosedManifold);
  },
});
