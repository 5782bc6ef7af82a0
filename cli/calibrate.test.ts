/** `asset-sim calibrate` as a person meets it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { sentMessages, workerLog } from '../docs/examples/06-calibration/make-files.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { parseScenario } from '../sim/scenario/parse-scenario.ts';
import { inFolder, refuses, runCommand as run } from '../test/command/run-command.ts';
import { check, golden, near } from '../test/kit/check.ts';

const PROJECT = join(import.meta.dirname, '..');
const EXAMPLE = 'docs/examples/06-calibration';
const STACK = readFileSync(join(PROJECT, 'Pulumi.prod.yaml'), 'utf8');
const PICTURE = new URL('../docs/pictures/calibration.svg', import.meta.url);
const FILES = { 'Pulumi.prod.yaml': STACK, 'worker.jsonl': workerLog(), 'sent.json': sentMessages() };

/** Refused in a folder that has these files, with nothing written into it. */
const refusesIn = (files: Readonly<Record<string, string>>, args: readonly string[], message: RegExp) => () =>
  inFolder(files, folder => refuses(['calibrate', ...args], message, { folder })());

check('asset-sim calibrate', {
  'has the files of its page': () => {
    golden(new URL(`../${EXAMPLE}/worker.jsonl`, import.meta.url), FILES['worker.jsonl']);
    golden(new URL(`../${EXAMPLE}/sent.json`, import.meta.url), FILES['sent.json']);
  },
  'writes a patch that git applies, a scenario that parses, JSON, and the picture of the page': () =>
    inFolder(FILES, async folder => {
      const outputs = ['patch=p.patch', 'scenario=week.yaml', 'json=c.json', 'svg=c.svg'].flatMap(each => ['-o', each]);
      const { exitCode, err, out } = await run(['calibrate', 'worker.jsonl', 'sent.json', ...outputs, '--json'], {
        folder,
      });
      assert.is(exitCode, 0, err);
      const read = (name: string) => readFileSync(join(folder, name), 'utf8');
      assert.is(read('c.json'), out);
      const { times, arrivals, refused, changes } = JSON.parse(out);
      assert.equal(
        times.map(({ of, count }: { of: string; count: number }) => [of, count]),
        [
          ['text-to-image', 160],
          ['rigging', 160],
        ],
      );
      assert.is(arrivals.users_per_hour_of_week.length, 168);
      assert.match(refused[0], /model load has 9 times, and needs 100/);
      execFileSync('git', ['apply', 'p.patch'], {
        cwd: folder,
        env: { ...process.env, GIT_CEILING_DIRECTORIES: folder },
      });
      const parsed = parseStackConfig({ text: read('Pulumi.prod.yaml'), file: 'Pulumi.prod.yaml', stack: 'prod' });
      if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
      assert.equal(parsed.plan.stages['text-to-image'].serviceSeconds, changes[0].value);
      assert.equal(parsed.plan.stages.rigging.serviceSeconds, changes[1].value);
      assert.is(parseScenario(read('week.yaml'), 'week.yaml').kind, 'ok');
      golden(PICTURE, read('c.svg'));
    }),
  'says the same of a packed log': () =>
    inFolder(FILES, async folder => {
      writeFileSync(join(folder, 'worker.jsonl.gz'), gzipSync(FILES['worker.jsonl']));
      const [plain, packed] = await Promise.all(
        ['worker.jsonl', 'worker.jsonl.gz'].map(file => run(['calibrate', file, '--json'], { folder })),
      );
      assert.is(packed!.out.replace('worker.jsonl.gz', 'worker.jsonl'), plain!.out);
    }),
});

/** The example's log, half of whose jobs were made on another type, three times as fast. */
const TWO_TYPES = FILES['worker.jsonl']
  .trimEnd()
  .split('\n')
  .map((text, index) => {
    const line = JSON.parse(text) as { readonly busySeconds?: number };
    const isFast = index % 4 < 2;
    const busySeconds = line.busySeconds === undefined ? undefined : line.busySeconds / (isFast ? 3 : 1);
    return JSON.stringify({ ...line, busySeconds, instanceType: isFast ? 'g5.xlarge' : 'g4dn.xlarge' });
  })
  .join('\n');

check('a log of two instance types', {
  'is taken whole with a warning, or one type of it': () =>
    inFolder({ 'a.log': `${TWO_TYPES}\n${TWO_TYPES}` }, async folder => {
      const whole = await run(['calibrate', 'a.log'], { folder });
      assert.match(
        whole.out,
        /\d+ on g4dn\.xlarge, \d+ on g5\.xlarge\n.* of g4dn\.xlarge, and --instance-type takes one/,
      );
      const meanOn = async (...args: readonly string[]) => {
        const { out } = await run(['calibrate', 'a.log', '--json', ...args], { folder });
        return JSON.parse(out).times[0].mean_seconds as number;
      };
      const [slow, fast] = await Promise.all(['g4dn.xlarge', 'g5.xlarge'].map(type => meanOn('--instance-type', type)));
      near(slow! / fast!, 3, 0.6);
      await refuses(
        ['calibrate', 'a.log', '--instance-type', 'g6.xlarge'],
        /no times that were taken on g6\.xlarge\nhint: it has g4dn\.xlarge, g5\.xlarge/,
        { folder },
      )();
    }),
});

const ROWS = Array.from({ length: 200 }, (_, index) => `${index % 17}.5`);
const TABLE = ['seconds', ...ROWS].join('\n');

check('asset-sim calibrate refuses', {
  'a file that is not there, or a folder': async () => {
    await refusesIn({}, ['none.log'], /log file none\.log does not exist/)();
    await refusesIn({}, ['.'], /log file \. is a folder/)();
  },
  'an empty file': refusesIn({ 'a.log': '' }, ['a.log'], /a\.log is empty/),
  'a log of one line': refusesIn(
    { 'a.log': `${FILES['worker.jsonl'].split('\n').find(line => line.includes('stage made'))}\n` },
    ['a.log'],
    /cannot be calibrated from: \S+ has 1 times, and needs 100/,
  ),
  'a log that tells of nothing': refusesIn(
    { 'a.log': '{"msg":"hello"}\nx\n' },
    ['a.log'],
    /none of 2 lines tells of a stage/,
  ),
  'NaN and negative times, each with its line, and then writes nothing': () =>
    inFolder({ 'a.csv': `${TABLE}\nNaN\n-1\n`, 'Pulumi.prod.yaml': STACK }, async folder => {
      const args = ['calibrate', 'a.csv', '--stage', 'matte', '-o', 'patch=p.patch'];
      const { exitCode, err } = await run(args, { folder });
      assert.is(exitCode, 2);
      assert.match(
        err,
        /error: nothing was calibrated: 2 lines are wrong\na\.csv:202:1 seconds .*'NaN'[\s\S]*a\.csv:203:1 seconds .*'-1'/,
      );
      assert.throws(() => readFileSync(join(folder, 'p.patch')), /ENOENT/);
    }),
  'a stage that there is not': refusesIn(
    {},
    ['a.csv', '--stage', 'mate'],
    /--stage must be a stage .*\nhint: did you mean matte/,
  ),
  'an instance type that there is not': refusesIn(
    {},
    ['a.csv', '--instance-type', 'g5.xlrge'],
    /--instance-type must be one of the catalog .*\nhint: did you mean g5\.xlarge/,
  ),
  'a role that there is not': refusesIn(
    {},
    ['a.csv', '--column', 'x=y'],
    /--column must be ROLE=NAME with a ROLE of arrival, at/,
  ),
  'half an hour': refusesIn({}, ['a.csv', '--starts-at', 'mon 09:30'], /--starts-at must be a day and a full hour/),
  'a scenario from times alone': refusesIn(
    { 'a.csv': TABLE },
    ['a.csv', '--stage', 'matte', '-o', 'scenario=w.yaml'],
    /--output scenario= has nothing to write: no arrivals were found/,
  ),
  'to write a scenario over a stack file': refusesIn(
    FILES,
    ['worker.jsonl', '-o', 'scenario=Pulumi.prod.yaml'],
    /a YAML file is configuration/,
  ),
  'a boot path that the stack does not have': refusesIn(
    { 'Pulumi.prod.yaml': STACK, 'a.csv': TABLE.replace('seconds', 'load_seconds') },
    ['a.csv', '--boot-path', 'wrm', '-o', 'patch=p.patch'],
    /boot\.wrm/,
  ),
});
