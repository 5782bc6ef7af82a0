/** Characters; shapes that are none have a file of their own, because each takes Blender some seconds. */

import { isAsWanted } from '../../test/blender/retopologized.ts';
import { check } from '../../test/kit/check.ts';
import { humanoid, meshOf, quadruped } from '../mesh/shapes.test-data.ts';

check('retopology', {
  'of a humanoid is quads, closed and close': () => isAsWanted(meshOf(humanoid, 64)),
  'of a quadruped': () => isAsWanted(meshOf(quadruped, 64)),
});
