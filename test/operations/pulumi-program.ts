/**
 * `pulumi` as the page calls it: knows its commands and flags, what this program would make, and what must be there before.
 * What it makes is made in moto.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { problemText } from '../../hub/yaml/problem.ts';
import { stackText } from '../kit/stack-plan.ts';
import type { JsonObject, ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { byType } from '../pulumi-host/queries.ts';
import type { StackName } from '../pulumi-host/recorded-stack.ts';
import { makeOnMoto } from './make-on-moto.ts';
import { hasWorkers, type Needs, problemsOfLaunch } from './problems-of-launch.ts';
import { type Answer, type Program, prints, refuses } from './program.ts';
import { type PulumiCommand, parsePulumi } from './pulumi-command-line.ts';
import type { AwsCli } from './start-aws-cli.ts';
import { targeted } from './targets.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');

export type PulumiWorld = {
  readonly cli: AwsCli;
  readonly stack: StackName;
  readonly record: ProgramRecord;
  /** Outputs that are not as recorded: what moto named, and where the hub answers. */
  readonly outputs: JsonObject;
  /** Called when the whole stack has been made for the first time. */
  readonly onMade: () => Promise<void>;
};

/** What has been done so far. */
type State = {
  isLoggedIn: boolean;
  isStackThere: boolean;
  /** Of the stack file, as `pulumi config set` leaves it. */
  text: string;
  made: readonly ResourceRecord[];
  /** An update without targets has ended, and so the stack has outputs. */
  isComplete: boolean;
};

type Run = { readonly world: PulumiWorld; readonly state: State; readonly command: PulumiCommand };

export function pulumiProgram(world: PulumiWorld): Program {
  const state: State = {
    isLoggedIn: false,
    isStackThere: false,
    text: stackText(world.stack),
    made: [],
    isComplete: false,
  };
  return async ({ args }) => {
    try {
      const command = parsePulumi(args);
      return await (ACTIONS[command.name] ?? onStack)({ world, state, command });
    } catch (error) {
      return refuses(`error: ${(error as Error).message}`);
    }
  };
}

const ACTIONS: Readonly<Record<string, (run: Run) => Answer | Promise<Answer>>> = {
  login: async ({ world, state, command }) => {
    const bucket = /^s3:\/\/([a-z0-9.-]+)$/.exec(command.words[0] ?? '')?.[1];
    if (bucket === undefined) throw new Error(`no bucket in ${command.words[0]}`);
    await world.cli.call('s3', 'head_bucket', { Bucket: bucket });
    state.isLoggedIn = true;
    return prints('');
  },
  'stack init': async ({ world, state, command }) => {
    if (!state.isLoggedIn) throw new Error('not logged in');
    expectStack(world, command.words[0]);
    const provider = command.flags['--secrets-provider']?.[0] ?? '';
    const alias = /^awskms:\/\/(alias\/[\w-]+)\?region=us-east-1$/.exec(provider)?.[1];
    if (alias === undefined) throw new Error(`no key in ${provider}`);
    await world.cli.call('kms', 'describe_key', { KeyId: alias });
    // As Pulumi does, so that what reads the stack file is seen to leave it alone.
    state.text = `secretsprovider: ${provider}\nencryptedkey: AQICAHg=\n${state.text}`;
    planOf(state, world);
    state.isStackThere = true;
    return prints('');
  },
  'stack rm': ({ world, state, command }) => {
    expectStack(world, command.words[0]);
    if (command.flags['--preserve-config'] === undefined) throw new Error('this would delete the stack file');
    if (state.made.length > 0) throw new Error('the stack still has resources');
    return prints('');
  },
};

/** The commands that are about a stack that is there; each names it, since nothing on the page selects one. */
async function onStack(run: Run): Promise<Answer> {
  const { world, state, command } = run;
  if (!state.isStackThere) throw new Error('no stack has been initialized');
  expectStack(world, command.flags['--stack']?.[0]);
  for (const pack of command.flags['--policy-pack'] ?? []) {
    if (!existsSync(join(PROJECT_FOLDER, pack, 'PulumiPolicy.yaml'))) throw new Error(`no policy pack in ${pack}`);
  }
  return STACK_ACTIONS[command.name]!(run);
}

const STACK_ACTIONS: Readonly<Record<string, (run: Run) => Answer | Promise<Answer>>> = {
  'config set': ({ world, state, command }) => {
    if (command.flags['--path'] === undefined) throw new Error('a value inside a section needs --path');
    state.text = withSetting(state.text, command.words[0]!, command.words[1]!);
    planOf(state, world);
    return prints('');
  },
  preview: async run => {
    await checkProgram(run);
    return prints('');
  },
  up: async run => {
    await checkProgram(run);
    const { world, state, command } = run;
    const targets = command.flags['--target'] ?? [];
    const chosen = targeted(world.record, targets);
    const problems = hasWorkers(chosen) ? await problemsOfLaunch(needsOf(run)) : [];
    if (problems.length > 0) throw new Error(`instances would start, but ${problems.join('; ')}`);
    await makeOnMoto(
      world.cli,
      chosen.filter(({ urn }) => state.made.every(made => made.urn !== urn)),
    );
    const isFirst = !state.isComplete && targets.length === 0;
    state.made = chosen;
    state.isComplete = targets.length === 0;
    if (isFirst) await world.onMade();
    return prints('');
  },
  destroy: ({ world, state }) => {
    if (planOf(state, world).storage.protect) throw new Error('protected resources are not destroyed');
    state.made = [];
    state.isComplete = false;
    return prints('');
  },
  'stack export': ({ state }) => {
    const resources = state.made.map(({ urn, type, id, isCustom }) => ({
      urn,
      type,
      custom: isCustom,
      ...(id && { id }),
    }));
    return prints(JSON.stringify({ version: 3, deployment: { resources } }));
  },
  'stack output': ({ world, state, command }) => {
    const name = command.words[0]!;
    if (!state.isComplete) throw new Error('a stack has outputs after its first whole update');
    if (!(name in world.record.stackOutputs)) throw new Error(`the stack has no output ${name}`);
    const value = { ...world.record.stackOutputs, ...world.outputs }[name]!;
    return prints(`${typeof value === 'string' && !command.flags['--json'] ? value : JSON.stringify(value)}\n`);
  },
};

function expectStack({ stack }: PulumiWorld, saw: string | undefined): void {
  if (saw !== stack) throw new Error(`wanted stack ${stack} (saw ${saw})`);
}

/** What the program does first: read the stack file, and look the machine image up unless it is pinned. */
async function checkProgram({ world, state }: Run): Promise<void> {
  if (planOf(state, world).images.machineImageId !== undefined) return;
  for (const { args } of world.record.invokes) await world.cli.call('ssm', 'get_parameter', { Name: args.name });
}

function planOf({ text }: State, { stack }: PulumiWorld) {
  const parsed = parseStackConfig({ text, file: `Pulumi.${stack}.yaml`, stack });
  if (parsed.kind === 'problems') throw new Error(parsed.problems.map(problemText).join(''));
  return parsed.plan;
}

function needsOf({ world, state }: Run): Needs {
  const [repository] = byType(world.record, 'aws:ecr/repository:Repository');
  return {
    cli: world.cli,
    plan: planOf(state, world),
    repositoryName: repository!.id!,
    bucketName: String(world.record.stackOutputs.assetsBucket),
  };
}

/** `asset-hub:images.workerImageTag` is `workerImageTag` in the section `asset-hub:images`; whole numbers and booleans are such. */
function withSetting(text: string, path: string, value: string): string {
  const [section, ...keys] = path.split('.');
  const file = parseDocument(text);
  const isTyped = /^(true|false|-?\d+)$/.test(value);
  file.setIn(['config', section, ...keys], isTyped ? JSON.parse(value) : value);
  return file.toString();
}
