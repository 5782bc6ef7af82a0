import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { isAsWanted, retopologized } from '../../test/blender/retopologized.ts';
import { check, near } from '../../test/kit/check.ts';
import { block, humanoid, meshOf, quadruped, torus } from '../mesh/shapes.test-data.ts';
import { checkSurface } from '../mesh/surface-check.ts';

check('retopology', {
  'of a block is quads, closed and close': () => isAsWanted(meshOf(block, 48)),
  'of a torus keeps its hole': () => isAsWanted(meshOf(torus, 48), 1),
  'by decimation is triangles, two for each face of the budget': async () => {
    const { facts, low } = await retopologized(meshOf(quadruped, 48), { method: 'triangles', targetFaces: 1000 });
    assert.equal([facts.method, facts.quadCount], ['decimate', 0]);
    near(low.indices.length / 3, 2000, 20);
    assert.ok(checkSurface(low).isClosedManifold);
  },
  'notices when QuadriFlow does nothing and says that it has finished': async () => {
    const source = readFileSync(new URL('./retopologize.py', import.meta.url), 'utf8');
    const untouched = source.replace(/^SMOOTHINGS = .*$/m, 'SMOOTHINGS = (0,)');
    assert.is.not(untouched, source);
    const script = join(mkdtempSync(join(tmpdir(), 'asset-hub-script-')), 'retopologize.py');
    writeFileSync(script, untouched);
    // Of a real character's size: smaller ones may have no edge without length.
    const { facts } = await retopologized(meshOf(humanoid, 64), { voxelsPerSide: 200 }, script);
    assert.is(facts.method, 'decimate');
  },
});
