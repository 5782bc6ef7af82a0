/**
 * Plays `action.yml` as a runner would: its inputs and defaults, its expressions, its conditions, its steps in bash. Only GitHub
 * is not real; the scripts, git and asset-sim are.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireAptTool } from '../apt/require-apt-tool.ts';
import { ACTION, type ActionStep, type Contexts, filled, isRun, PROJECT } from './action-file.ts';
import type { GhState } from './fake-gh.ts';

export type ActionOptions = {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Contexts beside the inputs, as `github.base_ref`. */
  readonly github?: Contexts;
  readonly env?: Readonly<Record<string, string>>;
};

export type ActionRun = {
  /** Of the job: that of the first step that failed, or 0. */
  readonly exitCode: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Names of the steps that ran. */
  readonly ran: readonly string[];
};

/** The machine a job runs on: `home` has what the runner and gh keep; the workspace is the checkout. */
export type Runner = { readonly home: string; readonly workspace: string };

const GH_DEFAULT: GhState = { login: 'github-actions[bot]', comments: [], calls: [] };

export const readGh = ({ home }: Runner) => JSON.parse(readFileSync(join(home, 'gh.json'), 'utf8')) as GhState;

export function writeGh({ home }: Runner, state: Partial<GhState>): void {
  writeFileSync(join(home, 'gh.json'), JSON.stringify({ ...GH_DEFAULT, ...state }));
}

export async function runAction(
  runner: Runner,
  { inputs = {}, github = {}, env = {} }: ActionOptions = {},
): Promise<ActionRun> {
  prepare(runner);
  const unknown = Object.keys(inputs).find(name => !(name in ACTION.inputs));
  if (unknown !== undefined) throw new Error(`action.yml has no input ${unknown}`);
  // 1. Inputs, with their defaults.
  const contexts: Record<string, string> = { 'github.token': 'a-token', ...github };
  for (const [name, { default: fallback }] of Object.entries(ACTION.inputs)) {
    contexts[`inputs.${name}`] = inputs[name] ?? filled(fallback, contexts);
  }
  // 2. Steps.
  let exitCode = 0;
  let log = '';
  const ran: string[] = [];
  for (const step of ACTION.runs.steps) {
    if (!isRun(step.if, contexts, exitCode !== 0)) continue;
    ran.push(step.name);
    const outputFile = join(runner.home, `output-${ran.length}`);
    writeFileSync(outputFile, '');
    const ended = await runStep(step, runner, contexts, { GITHUB_OUTPUT: outputFile, ...env });
    log += ended.log;
    if (exitCode === 0) exitCode = ended.exitCode;
    for (const line of readFileSync(outputFile, 'utf8').split('\n').slice(0, -1)) {
      const at = line.indexOf('=');
      contexts[`steps.${step.id}.outputs.${line.slice(0, at)}`] = line.slice(at + 1);
    }
  }
  // 3. Outputs.
  const outputs = Object.entries(ACTION.outputs).map(([name, { value }]) => [name, filled(value, contexts)]);
  const summary = readFileSync(join(runner.home, 'summary'), 'utf8');
  return { exitCode, log, outputs: Object.fromEntries(outputs), summary, ran };
}

/** One step alone, with what its expressions name. */
export function runOneStep(
  runner: Runner,
  name: string,
  contexts: Contexts,
  env: Readonly<Record<string, string>> = {},
) {
  prepare(runner);
  const step = ACTION.runs.steps.find(each => each.name === name);
  if (step === undefined) throw new Error(`action.yml has no step ${name}`);
  return runStep(step, runner, { 'inputs.github-token': 'a-token', ...contexts }, env);
}

function prepare(runner: Runner): void {
  requireAptTool({ command: 'jq', package: 'jq' });
  const bin = join(runner.home, 'bin');
  mkdirSync(bin, { recursive: true });
  const fake = join(import.meta.dirname, 'fake-gh.ts');
  writeFileSync(join(bin, 'gh'), `#!/bin/sh\nexec '${process.execPath}' '${fake}' "$@"\n`);
  chmodSync(join(bin, 'gh'), 0o755);
  if (!existsSync(join(runner.home, 'gh.json'))) writeGh(runner, {});
  writeFileSync(join(runner.home, 'summary'), '');
}

/** As GitHub documents `shell: bash`. */
function runStep(
  step: ActionStep,
  { home, workspace }: Runner,
  contexts: Contexts,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number; readonly log: string }> {
  const stepEnv = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, contexts)]);
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    env: {
      PATH: [join(home, 'bin'), dirname(process.execPath), process.env.PATH].join(':'),
      HOME: home,
      RUNNER_TEMP: home,
      GITHUB_ACTION_PATH: PROJECT,
      GITHUB_STEP_SUMMARY: join(home, 'summary'),
      GITHUB_REPOSITORY: 'hub/demo',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '42',
      FAKE_GH_FILE: join(home, 'gh.json'),
      ...Object.fromEntries(stepEnv),
      ...env,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      log += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', exitCode => resolve({ exitCode: exitCode ?? 1, log }));
  });
}
