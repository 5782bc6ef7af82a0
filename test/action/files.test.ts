/** `action.yml`, the workflows and their scripts, read as files: what no run of them would show. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { inFolder } from '../command/run-command.ts';
import { check } from '../kit/check.ts';
import { shellcheck } from '../shellcheck/shellcheck.ts';
import { ACTION, isRun, PROJECT } from './action-file.ts';
import { runOneStep } from './run-action.ts';
import { workflowCommands } from './workflow-commands.ts';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const scripts = globSync('.github/gate/*.sh', { cwd: PROJECT }).sort();
const workflows = globSync('.github/workflows/*.yml', { cwd: PROJECT }).sort();
const { steps } = ACTION.runs;

type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly permissions?: object; readonly steps: readonly WorkflowStep[] }>>;
};
type WorkflowStep = {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};

/** YAML blocks of the page that shows how to use the gate. */
const page = read('docs/GATE.md');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(match => match[1]!);
const flagsOf = (text: string) => new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(match => match[0]));

check('action.yml', {
  'runs scripts that are there and may be run, each once': () => {
    const run = steps.map(step => /^"\$GITHUB_ACTION_PATH\/(\.github\/gate\/[a-z-]+\.sh)"$/.exec(step.run)?.[1]);
    assert.equal([...run].sort(), scripts);
    for (const script of scripts) accessSync(join(PROJECT, script), constants.X_OK);
  },
  'is composite, and each of its steps is bash': () => {
    assert.is(ACTION.runs.using, 'composite');
    assert.equal(new Set(steps.map(({ shell }) => shell)), new Set(['bash']));
  },
  'uses every input and every output of its steps, and none that is not': () => {
    const text = JSON.stringify(steps);
    const used = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(match => match[1]!));
    assert.equal([...used].sort(), Object.keys(ACTION.inputs).sort());
    const given = new Set(
      [...read('.github/gate/run-gate.sh').matchAll(/(?:output |log\(`)([a-z][a-z0-9-]+)/g)].map(match => match[1]!),
    );
    for (const [name, { value }] of Object.entries(ACTION.outputs)) {
      assert.is(value, `\${{ steps.gate.outputs.${name} }}`);
      assert.ok(given.has(name), name);
    }
  },
  'hands every value over in the environment, and each is read': () => {
    for (const step of steps) {
      assert.not.match(step.run, /\$\{\{/);
      const script = read(step.run.replace('"$GITHUB_ACTION_PATH/', '').replace('"', ''));
      const names = Object.keys(step.env ?? {}).filter(name => name !== 'GH_TOKEN');
      for (const name of names) assert.match(script, new RegExp(`\\$${name}\\b`), name);
      const wanted = new Set([...script.matchAll(/\$\{?(GATE_[A-Z_]+)/g)].map(match => match[1]!));
      assert.equal([...wanted].sort(), names.sort());
    }
  },
  'says what each input is, and defaults as text': () => {
    for (const [name, { description, default: fallback }] of Object.entries(ACTION.inputs)) {
      assert.ok(description.length > 10, name);
      assert.type(fallback, 'string', name);
    }
  },
  'comments on red and gives its verdict last': () => {
    assert.equal(
      steps.map(({ name }) => name),
      ['Install asset-sim', 'Gate', 'Comment', 'Verdict'],
    );
    const report = { 'inputs.comment': 'true', 'steps.gate.outputs.report': '/a.md' };
    assert.is(isRun(steps[2]!.if, report, false), true);
    assert.is(isRun(steps[2]!.if, { ...report, 'inputs.comment': 'false' }, false), false);
    assert.is(isRun(steps[2]!.if, { 'inputs.comment': 'true' }, false), false);
    assert.is(isRun(steps[3]!.if, {}, true), true);
  },
});

check('the scripts', {
  'are right to shellcheck': () =>
    assert.equal(
      scripts.flatMap(path => shellcheck(path, read(path))),
      [],
    ),
  'stop at the first mistake': () => {
    for (const script of scripts) assert.match(read(script), /^#!\/usr\/bin\/env bash\n(?:#.*\n)+set -euo pipefail\n/);
  },
  'install once, with what is for development, and say when there is no npm': () =>
    inFolder({}, async home => {
      const workspace = join(home, 'action');
      cpSync(join(PROJECT, '.github'), join(workspace, '.github'), { recursive: true });
      const bin = join(home, 'tools');
      mkdirSync(bin);
      for (const tool of ['bash', 'env']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
      const install = () =>
        runOneStep({ home, workspace }, 'Install asset-sim', {}, { GITHUB_ACTION_PATH: workspace, PATH: bin });
      const without = await install();
      assert.is(without.exitCode, 1);
      assert.match(
        workflowCommands(without.log)[0]!.text,
        /^npm is not on this runner; put actions\/setup-node before/,
      );
      writeFileSync(join(bin, 'npm'), '#!/usr/bin/env bash\necho "npm $* in $PWD"\n', { mode: 0o755 });
      const first = await install();
      assert.equal([first.exitCode, first.log], [0, `npm ci --include=dev --no-audit --no-fund in ${workspace}\n`]);
      mkdirSync(join(workspace, 'node_modules/.bin'), { recursive: true });
      writeFileSync(join(workspace, 'node_modules/.bin/node'), '', { mode: 0o755 });
      assert.match((await install()).log, /^npm ci/);
      writeFileSync(join(workspace, 'node_modules/.package-lock.json'), '{}');
      assert.equal(await install(), { exitCode: 0, log: '' });
    }),
});

check('the workflow of the project', {
  'is one, on pull requests and on main, and may not write more than comments': () => {
    assert.equal(workflows, ['.github/workflows/gate.yml']);
    const { on, permissions, jobs } = parse(read(workflows[0]!)) as Workflow;
    assert.equal(on, { pull_request: null, push: { branches: ['main'] } });
    assert.equal(permissions, { contents: 'read' });
    assert.equal(jobs.gate!.permissions, { contents: 'read', 'pull-requests': 'write' });
  },
  'pins what is not ours by commit, and gives the action only inputs that it has': () => {
    for (const workflow of workflows) {
      const uses = Object.values((parse(read(workflow)) as Workflow).jobs).flatMap(({ steps: all }) => all);
      assert.ok(uses.some(({ uses: name }) => name === './'));
      for (const { uses: name, run, with: given = {} } of uses) {
        assert.is(run, undefined);
        if (name === './')
          assert.equal(
            Object.keys(given).filter(input => !(input in ACTION.inputs)),
            [],
          );
        else assert.match(name!, /^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/);
      }
    }
  },
});

check('the examples in docs/GATE.md', {
  'are YAML, with inputs that the action has and flags that the gate has': () => {
    assert.ok(blocks.length >= 2);
    const { stdout: help } = spawnSync(process.execPath, ['cli/asset-sim.js', 'gate', '--help'], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    const known = flagsOf(help);
    for (const block of blocks) {
      const { jobs } = parse(block) as Partial<Workflow>;
      for (const flag of flagsOf(block)) assert.ok(known.has(flag), flag);
      for (const { uses = '', with: given = {} } of Object.values(jobs ?? {}).flatMap(({ steps: all }) => all)) {
        if (!uses.includes('asset-hub')) continue;
        assert.equal(
          Object.keys(given).filter(name => !(name in ACTION.inputs)),
          [],
        );
      }
    }
  },
  'name every input of the action': () => {
    for (const name of Object.keys(ACTION.inputs)) assert.match(page, new RegExp(`\`${name}\``), name);
  },
});
