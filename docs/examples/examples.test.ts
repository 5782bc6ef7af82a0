/** Every scenario of the examples is right by itself, and those that carry figures of the catalog carry the catalog's. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { MEASURED_STAGE_PROFILE } from '../../hub/catalog/stage-times.ts';
import { parseScenario } from '../../sim/scenario/parse-scenario.ts';
import { check } from '../../test/kit/check.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
/** A stack file beside scenarios is theirs alone. */
const files = globSync('*/*.yaml', { cwd: import.meta.dirname })
  .filter(file => !file.includes('/Pulumi.'))
  .sort();

check('the examples', {
  'are seven folders': () => assert.is(new Set(files.map(file => file.split('/')[0])).size, 7),
  'are scenarios without problems or warnings': () => {
    for (const file of files) {
      const parsed = parseScenario(read(file), file);
      assert.is(parsed.kind, 'ok', file);
      if (parsed.kind === 'ok') assert.equal(parsed.warnings, [], file);
    }
  },
  'with measured times have those of the catalog': () => {
    const { plan } = parse(read('01-seed-arithmetic/2-crowd-measured.yaml')) as { plan: { stages: object } };
    assert.equal(plan.stages, MEASURED_STAGE_PROFILE.stages);
  },
});
