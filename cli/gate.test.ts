/** The gate as a pull request meets it: real processes, a real git repository. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { DEV, inRepository, SMALL } from '../test/command/in-repository.ts';
import { inFolder, refuses, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

/** One worker fewer: the queue takes longer, and a character costs something else. */
const SMALLER = DEV.replace(/maxCount: 2/, 'maxCount: 1');

const gateDev = (folder: string, ...args: readonly string[]) =>
  runCommand(['gate', '--stack', 'dev', ...SMALL, ...args], { folder });

/** Lines of the stack file whose text differs from that of main. */
function changedLines(text: string): readonly number[] {
  const before = DEV.split('\n');
  return text.split('\n').flatMap((line, index) => (line === before[index] ? [] : [index + 1]));
}

check('a gate', {
  'passes with the thresholds of the stack file, and says what was measured': async () => {
    const { exitCode, out, err } = await runCommand(['gate', '--stack', 'dev', ...SMALL]);
    assert.is(exitCode, 0, err);
    assert.match(out, /^gate passed: 2 thresholds kept/);
    assert.match(out, /ok {2}cost_usd_per_character<0\.25 +\$0\.0/);
  },
  'takes the crowd of the stack file where nobody says another': async () => {
    const { out } = await runCommand(['gate', '--stack', 'dev', '--replications', '2']);
    assert.match(out, /flash crowd \(20 users click within 60 s\), 2 replications/);
  },
  'fails with 99 when a threshold is broken': async () => {
    const { exitCode, out } = await runCommand([
      ...['gate', '--stack', 'dev', ...SMALL],
      ...['--threshold', 'cost_usd_per_character<0.0001'],
    ]);
    assert.is(exitCode, 99);
    assert.match(out, /^gate failed: 1 of 3 checks are broken/);
    assert.match(out, /BROKEN {2}cost_usd_per_character<0\.0001/);
  },
  'is inconclusive, with how many replications it would take, and only --strict minds': async () => {
    const json = await runCommand(['gate', '--stack', 'dev', ...SMALL, '--json']);
    const { mean, ci95 } = JSON.parse(json.out).metrics.turnaround_seconds;
    const within = (mean + ci95[1]) / 2;
    const args = ['gate', '--stack', 'dev', ...SMALL, '--threshold', `turnaround_seconds<${within}`];
    const lenient = await runCommand(args);
    assert.is(lenient.exitCode, 0, lenient.err);
    assert.match(lenient.out, /^gate inconclusive: 1 of 3 checks cannot be told from chance/);
    assert.match(lenient.out, /unclear {2}turnaround_seconds<[\d.]+ .* about [\d,]+ replications would settle it/);
    assert.is((await runCommand([...args, '--strict'])).exitCode, 3);
  },
});

check('a gate against a revision', {
  'differs by exactly 0 from the same plan': () =>
    inRepository(DEV, async folder => {
      const { exitCode, out } = await gateDev(folder, '--baseline-ref', 'main', '--max-regression', '0%:0', '--json');
      assert.is(exitCode, 0);
      const { regressions, changed_settings } = JSON.parse(out).gate.baseline;
      assert.is(regressions.length, 2);
      for (const regression of regressions) {
        assert.equal([regression.difference, regression.difference_interval], [0, [0, 0]]);
        assert.is(regression.ok, true);
      }
      assert.equal(changed_settings, []);
    }),
  'catches one changed number, and names its line': () =>
    inRepository(SMALLER, async folder => {
      const files = ['annotations=a.txt', 'junit=j.xml', 'markdown=m.md'].flatMap(output => ['--output', output]);
      const { exitCode, out } = await gateDev(folder, '--baseline-ref', 'main', ...files);
      assert.is(exitCode, 99, out);
      assert.match(out, /BROKEN {2}p95\(turnaround_seconds\)/);
      const [line] = changedLines(SMALLER);
      assert.match(out, new RegExp(`maxCount +2 +1 +Pulumi\\.dev\\.yaml:${line}\\n`));
      const annotation = new RegExp(
        `^::error file=Pulumi\\.dev\\.yaml,line=${line},col=\\d+,title=asset-sim gate::p95`,
        'm',
      );
      assert.match(readFileSync(join(folder, 'a.txt'), 'utf8'), annotation);
      assert.match(readFileSync(join(folder, 'm.md'), 'utf8'), /^<!-- asset-sim:dev -->\n\n\*\*gate failed/);
      // Python's parser knows whether it is XML.
      const read = 'import sys, xml.dom.minidom as m; print(len(m.parse(sys.argv[1]).getElementsByTagName("failure")))';
      const failures = execFileSync('python3', ['-c', read, join(folder, 'j.xml')], { encoding: 'utf8' });
      assert.ok(Number(failures) >= 1);
    }),
  'leaves the working tree as it is': () =>
    inRepository(SMALLER, async folder => {
      await gateDev(folder, '--baseline-ref', 'main');
      assert.equal(readdirSync(folder).sort(), ['.git', 'Pulumi.dev.yaml']);
      assert.is(readFileSync(join(folder, 'Pulumi.dev.yaml'), 'utf8'), SMALLER);
    }),
  'says what is wrong with the revision, and takes none for an option': () =>
    inRepository(DEV, async folder => {
      const against = (revision: string) => gateDev(folder, `--baseline-ref=${revision}`);
      for (const revision of ['nowhere', '--output=x', 'main:Pulumi.dev.yaml', '']) {
        const { exitCode, out, err } = await against(revision);
        assert.equal([exitCode, out], [2, '']);
        assert.match(err, /^error: git knows no revision .*\nhint: check the name/);
      }
      const other = await runCommand(['gate', '--stack', 'prod', '--baseline-ref', 'main'], { folder });
      assert.match(other.err, /there is no stack 'prod'/);
      assert.equal(readdirSync(folder).sort(), ['.git', 'Pulumi.dev.yaml']);
    }),
  'says when the stack is new there, and where there is no git': async () => {
    await inRepository(DEV, async folder => {
      writeFileSync(join(folder, 'Pulumi.new.yaml'), DEV);
      const { exitCode, err } = await runCommand(['gate', '--stack', 'new', '--baseline-ref', 'main'], { folder });
      assert.is(exitCode, 2);
      assert.match(err, /error: revision 'main' has no Pulumi\.new\.yaml\nhint: a new stack has no baseline yet/);
    });
    await inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      const { exitCode, err } = await gateDev(folder, '--baseline-ref', 'main');
      assert.is(exitCode, 2);
      assert.match(err, /revision 'main' cannot be read: \S+ is not in a git repository/);
    });
  },
});

check('a gate against a kept result', {
  'takes what gate --json and run --json wrote': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      for (const command of ['gate', 'run']) {
        const kept = await runCommand([command, '--stack', 'dev', ...SMALL, '--json'], { folder });
        writeFileSync(join(folder, 'base.json'), kept.out);
        const { exitCode, out } = await gateDev(folder, '--baseline', 'base.json');
        assert.is(exitCode, 0, out);
        assert.match(out, /ok {2}cost_usd_per_character .* 0 %/);
      }
    }),
  'refuses one of another scenario, seed, stack or schema, and what is none': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      const kept = await runCommand(['run', '--stack', 'dev', ...SMALL, '--json'], { folder });
      const result = JSON.parse(kept.out);
      const refused = async (text: string, message: RegExp, ...args: readonly string[]) => {
        writeFileSync(join(folder, 'base.json'), text);
        const { exitCode, out, err } = await gateDev(folder, '--baseline', 'base.json', ...args);
        assert.equal([exitCode, out], [2, ''], err);
        assert.match(err, message);
        assert.match(err, /\nhint: /);
      };
      await refused(kept.out, /base\.json was played with another seed than stack dev \(saw 1 and 2\)/, '--seed', '2');
      await refused(kept.out, /base\.json was played with another scenario than stack dev/, '--users', '61');
      await refused(JSON.stringify({ ...result, stack: 'prod' }), /baseline base\.json is of stack prod, not of dev/);
      await refused(JSON.stringify({ ...result, schema_version: 9 }), /must have schema_version 1 \(saw 9\)/);
      await refused(JSON.stringify({ ...result, values: undefined }), /base\.json is no whole result: values/);
      await refused('{"a": 1}', /base\.json is no result of asset-sim/);
      await refused(kept.out.slice(0, 500), /baseline base\.json is not JSON/);
    }),
});

check('a gate refuses', {
  'an unknown metric': refuses(
    ['gate', '--threshold', 'cost_usd<1'],
    /--threshold 'cost_usd<1' at its column 1: cost_usd is not a metric/,
  ),
  'a malformed threshold': refuses(['gate', '--threshold', 'cost_usd_total'], /needs one of < <= > >=/),
  'a queue that the plan has not': refuses(
    ['gate', '--threshold', 'queue_wait_seconds{queue=generatoin}<5'],
    /must name a queue of this plan \(saw generatoin\)/,
  ),
  'a regression without a percentage': refuses(
    ['gate', '--baseline-ref', 'HEAD', '--max-regression', '0.02'],
    /--max-regression '0\.02' at its column 1: needs a percentage/,
  ),
  'a regression of nothing': refuses(['gate', '--max-regression', '2%'], /needs something to compare with/),
  'two baselines': refuses(['gate', '--baseline', 'a.json', '--baseline-ref', 'HEAD'], /exclude each other/),
  'a baseline that is not there': refuses(
    ['gate', '--baseline', 'nowhere.json'],
    /baseline file nowhere\.json does not exist/,
  ),
  'an output that would replace its baseline': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      const kept = await runCommand(['run', '--stack', 'dev', ...SMALL, '--json'], { folder });
      writeFileSync(join(folder, 'base.json'), kept.out);
      const { exitCode, err } = await gateDev(folder, '--baseline', 'base.json', '--output', 'json=base.json');
      assert.is(exitCode, 2);
      assert.match(err, /--output would replace base\.json, which this run reads/);
      assert.is(readFileSync(join(folder, 'base.json'), 'utf8'), kept.out);
    }),
  'a full disk, with nothing half-written': async () => {
    const { exitCode, err } = await runCommand(['gate', '--stack', 'dev', ...SMALL, '--output', 'markdown=/dev/full']);
    assert.is(exitCode, 2);
    assert.match(err, /output \/dev\/full cannot be written: .*ENOSPC/);
  },
  'nothing to check': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV.replace(/ {2}asset-hub:gate:\n(?: {4}.*\n)+/, '') }, async folder => {
      const { exitCode, err } = await gateDev(folder);
      assert.is(exitCode, 2);
      assert.match(err, /there is nothing to check: no threshold and no baseline/);
    }),
});

check('an interrupted gate', {
  'ends with 130 and writes nothing': () =>
    inRepository(DEV, async folder => {
      const args = ['gate', '--stack', 'dev', '--users', '20000', '--replications', '500', '--baseline-ref', 'main'];
      const child = runCommand([...args, '--output', 'markdown=m.md', '--threads', '1'], {
        folder,
        interruptAfterMilliseconds: 2500,
      });
      const { exitCode, out, err } = await child;
      assert.equal([exitCode, out], [130, ''], err);
      assert.match(err, /error: the study was interrupted/);
      assert.equal(readdirSync(folder).sort(), ['.git', 'Pulumi.dev.yaml']);
    }),
});
