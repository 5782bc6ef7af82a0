/** Shows that every file keeps to its room, and that the rules would notice one that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from './kit/check.ts';
import { filesUnder } from './kit/files-under.ts';
import { importViolations } from './kit/rooms.ts';
import { shapeViolations } from './kit/shape.ts';
import { wordViolations } from './kit/words.ts';

const FOLDER = join(import.meta.dirname, '..');
const FILES = ['hub', 'sim', 'infra', 'worker', 'local', 'client', 'web', 'cli', 'docs', 'test', 'bench']
  .flatMap(room => filesUnder(FOLDER, room))
  .filter(path => /\.(ts|js|mjs)$/.test(path))
  // Generated: the one kept true by hub/openapi/document.test.ts, the other built.
  .filter(path => path !== 'client/job-api-types.d.ts' && !path.startsWith('web/dist/'))
  .map(path => ({ path, source: readFileSync(join(FOLDER, path), 'utf8') }));

function noneOf(violations: readonly string[]): void {
  if (violations.length === 0) return;
  throw Object.assign(new Error(`${violations.length} violations`), { details: violations.join('\n') });
}

/** `breaks(importViolations, 'hub/x.ts', source)`: exactly one violation, in line 1, of this rule. */
type Rule = typeof importViolations;
const breaks = (rule: Rule, path: string, source: string, why: RegExp) => () => {
  const violations = rule({ path, source });
  assert.is(violations.length, 1, `expected one violation of ${path}: ${source}\nsaw: ${violations.join('\n')}`);
  assert.ok(violations[0]?.startsWith(`${path}:1 `), violations[0]);
  assert.match(violations[0] ?? '', why);
};
const keeps = (rule: Rule, path: string, source: string) => () => noneOf(rule({ path, source }));

check('the files of this project', {
  'are there': () => assert.ok(FILES.length > 20),
  'import only what their room may': () => noneOf(FILES.flatMap(importViolations)),
  'hold no word away from its home': () => noneOf(FILES.flatMap(wordViolations)),
  'are small, well named and export by name': () => noneOf(FILES.flatMap(shapeViolations)),
});

const may = (path: string, specifier: string) => keeps(importViolations, path, `import { x } from '${specifier}';`);
const mayNot = (path: string, specifier: string) =>
  breaks(importViolations, path, `import { x } from '${specifier}';`, /may not import/);

check('imports', {
  'hub may use zod': may('hub/x.ts', 'zod'),
  'hub may use hub': may('hub/plan/x.ts', '../units.ts'),
  'hub may not use node:': mayNot('hub/x.ts', 'node:fs'),
  'hub may not use a builtin without node:': mayNot('hub/x.ts', 'fs'),
  'hub may not use sim': mayNot('hub/plan/x.ts', '../../sim/model/x.ts'),
  'hub may not use another package': mayNot('hub/x.ts', 'commander'),
  'sim may not use node:': mayNot('sim/model/x.ts', 'node:fs'),
  'sim may not use yaml': mayNot('sim/scenario/x.ts', 'yaml'),
  'replication may use worker threads': may('sim/study/replicate-worker.ts', 'node:worker_threads'),
  'the rest of a study may not': mayNot('sim/study/x.ts', 'node:worker_threads'),
  'measures may not use studies': mayNot('sim/measure/x.ts', '../study/x.ts'),
  'studies may use cost': may('sim/study/x.ts', '../cost/x.ts'),
  'one file may use simple-statistics': may('sim/measure/sample-statistics.ts', 'simple-statistics'),
  'another may not': mayNot('sim/measure/x.ts', 'simple-statistics'),
  'the engine may use units': may('sim/engine/x.ts', '../../hub/units.ts'),
  'the engine may not use the rest of the hub': mayNot('sim/engine/x.ts', '../../hub/errors.ts'),
  'the engine may not use the model': mayNot('sim/engine/x.ts', '../model/x.ts'),
  'the model may not use measures': mayNot('sim/model/x.ts', '../measure/x.ts'),
  'measures may not use cost': mayNot('sim/measure/x.ts', '../cost/x.ts'),
  'cost may use measures': may('sim/cost/x.ts', '../measure/x.ts'),
  'cost may not use reports': mayNot('sim/cost/x.ts', '../report/x.ts'),
  'scenarios may use the hub': may('sim/scenario/x.ts', '../../hub/units.ts'),
  'scenarios may not use the engine': mayNot('sim/scenario/x.ts', '../engine/x.ts'),
  'infra may use Pulumi': may('infra/x.ts', '@pulumi/aws/sqs'),
  'infra may not use sim': mayNot('infra/x.ts', '../sim/cost/x.ts'),
  'the preview may use sim': may('infra/preview-cost.ts', '../sim/cost/x.ts'),
  'functions may use the AWS SDK': may('infra/functions/x.ts', '@aws-sdk/client-sqs'),
  'functions may not use Pulumi': mayNot('infra/functions/x.ts', '@pulumi/aws'),
  'infra may not use the AWS SDK': mayNot('infra/x.ts', '@aws-sdk/client-sqs'),
  'the worker may use its packages': may('worker/x.ts', 'onnxruntime-node'),
  'the worker may not use Pulumi': mayNot('worker/x.ts', '@pulumi/aws'),
  'the worker may not use commander': mayNot('worker/x.ts', 'commander'),
  'the worker may not use sim': mayNot('worker/x.ts', '../sim/model/x.ts'),
  'the command line may use sim': may('cli/commands/x.ts', '../../sim/model/x.ts'),
  'the command line may not use Pulumi': mayNot('cli/x.ts', '@pulumi/pulumi'),
  'the command line may not use infra': mayNot('cli/x.ts', '../infra/x.ts'),
  'the command line may not use test': mayNot('cli/x.ts', '../test/kit/near.ts'),
  'product code may not use bench': mayNot('sim/model/x.ts', '../../bench/x.ts'),
  'a test beside the code may': may('sim/model/x.test.ts', '../../test/kit/check.ts'),
  'a test may not make suites of its own': breaks(importViolations, 'hub/x.test.ts', "import 'uvu';", /check/),
  'a new folder is in no room': breaks(importViolations, 'sim/extra/x.ts', '', /in no room/),
  'a type import counts': breaks(importViolations, 'hub/x.ts', "import type { x } from 'node:fs';", /node:fs/),
  'a re-export counts': breaks(importViolations, 'hub/x.ts', "export * from '../sim/x.ts';", /sim/),
  'a dynamic import counts': breaks(importViolations, 'sim/x.ts', "f(() => import('node:fs'));", /node:fs/),
  'an import in a comment does not': keeps(importViolations, 'hub/x.ts', "// import 'node:fs'\n/* import 'a' */"),
  'an import in a string does not': keeps(importViolations, 'hub/x.ts', 'const x = "import \'node:fs\'";'),
});

const mayNotSay = (path: string, source: string) => breaks(wordViolations, path, source, /saw/);
const maySay = (path: string, source: string) => keeps(wordViolations, path, source);

check('tell-tale words', {
  'hub does not await': mayNotSay('hub/x.ts', 'await x;'),
  'hub makes no date': mayNotSay('hub/x.ts', 'new Date(0);'),
  'but for one file, of times it is given': maySay('hub/job/times.ts', 'new Date(0);'),
  'which reads no clock': mayNotSay('hub/job/times.ts', 'new Date();'),
  'hub reads no timer': mayNotSay('hub/x.ts', 'performance.now();'),
  'hub reads no environment': mayNotSay('hub/x.ts', 'process.env.HOME;'),
  'sim throws no dice of its own': mayNotSay('sim/model/x.ts', 'Math.random();'),
  'sim prints nothing': mayNotSay('sim/model/x.ts', "console.log('x');"),
  'sim may speak of an arrival process': maySay('sim/model/x.ts', 'process.rate;'),
  'the command line reads the process': maySay('cli/main.ts', 'process.argv;'),
  'the command line has one clock': maySay('cli/progress.ts', 'performance.now();'),
  'elsewhere it has none': mayNotSay('cli/main.ts', 'performance.now();'),
  'the worker prints nothing by console': mayNotSay('worker/x.ts', "console.log('x');"),
  'words in comments do not count': maySay('hub/x.ts', '// await Math.random()\n/** console */ const x = 1;'),
  'words in strings do not count': maySay('hub/x.ts', "const x = 'await Math.random()';"),
  'words in templates do not count': maySay('hub/x.ts', `const x = \`console $\{y} Date.now\`;`),
  'code inside a template does': mayNotSay('hub/x.ts', `const x = \`now $\{Date.now()} now\`;`),
  'the engine knows no cloud, not in prose': mayNotSay('sim/engine/x.ts', '// as SQS does'),
  'nor inside a name': mayNotSay('sim/engine/x.ts', 'const spotPrice = 1;'),
  'the engine may have a rate lambda': maySay('sim/engine/x.ts', 'const lambda = x instanceof Calendar;'),
  'a price stands in the catalog': maySay('hub/catalog/prices.ts', 'const x = { usdPerHour: 0.526 };'),
  'a price stands nowhere else': mayNotSay('sim/cost/x.ts', 'const x = { usdPerHour: 0.526 };'),
  'not as a constant either': mayNotSay('infra/x.ts', 'const PRICE_USD: number = .5;'),
  'a sum may start at zero': maySay('sim/cost/x.ts', 'let totalUsd = 0;'),
  'but not a little above': mayNotSay('sim/cost/x.ts', 'let totalUsd = 0.01;'),
});

check('shape', {
  'a file has at most 250 lines': () => {
    keeps(shapeViolations, 'hub/x.ts', 'x\n'.repeat(250))();
    assert.match(
      shapeViolations({ path: 'hub/x.ts', source: 'x\n'.repeat(251) }).join(),
      /^hub\/x\.ts:251 has 251 lines/,
    );
  },
  'a test file has at most 400': () => {
    keeps(shapeViolations, 'hub/x.test.ts', 'x\n'.repeat(400))();
    assert.is(shapeViolations({ path: 'hub/x.test.ts', source: 'x\n'.repeat(401) }).length, 1);
  },
  'no file is called utils': breaks(shapeViolations, 'hub/utils.ts', '', /utils/),
  'no folder is called shared': breaks(shapeViolations, 'sim/shared/x.ts', '', /shared/),
  'common random numbers are a term': keeps(shapeViolations, 'sim/measure/common-random-numbers.ts', ''),
  'nothing is exported by default': breaks(shapeViolations, 'hub/x.ts', 'export default x;', /default/),
  'not by another way': breaks(shapeViolations, 'hub/x.ts', 'export { x as default };', /default/),
});
