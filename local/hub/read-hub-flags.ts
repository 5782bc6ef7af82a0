/** The flags of `npm run hub`. */
import { parseArgs } from 'node:util';
import { HubError } from '../../hub/errors.ts';
import { DEFAULT_PORT } from '../http/default-port.ts';

export type HubFlags =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run';
      readonly stack: string;
      readonly port: number;
      readonly state: string;
      readonly isFresh: boolean;
      readonly timeScale: number;
      readonly workersMax: number | undefined;
      readonly weights: string | undefined;
      readonly hasBlender: boolean;
      readonly isTimed: boolean;
      /** As it is on a terminal unless it is said. */
      readonly output: 'plain' | 'json' | undefined;
    }
  | {
      readonly kind: 'replay';
      readonly scenario: string;
      /** Undefined: the scenario's. */
      readonly stack: string | undefined;
      readonly seed: number;
      readonly timeScale: number;
      readonly workersMax: number | undefined;
      /** A file for the measured study. */
      readonly output: string | undefined;
      readonly isJson: boolean;
    };

export const DEFAULT_STATE = '.asset-hub';
/** A worker starts ten seconds after the first job instead of a minute and a half. Own choice. */
export const DEFAULT_TIME_SCALE = 10;

export const HUB_HELP = `Usage: npm run hub -- [options]

The whole hub on this machine, without AWS: API, page, queues, workers, and the plan's own rules that start and stop them.
Jobs and files are kept; what waits goes on at the next start.

Options:
  --stack <name>        whose plan: the file Pulumi.<name>.yaml (default: dev)
  --port <number>       where to listen; 0 is any that is free (default: ${DEFAULT_PORT})
  --time-scale <number> the plan's periods (metrics, alarms, warm-up) pass so many times as fast; work does not (default: ${DEFAULT_TIME_SCALE})
  --workers-max <count> at most so many workers, whatever the rules want (default: what cores and memory bear)
  --weights <folder>    real weights, as npm run models:fetch -- --to <folder> leaves them (default: small stand-ins made here)
  --no-blender          take triangles away instead of making quads in Blender: seconds instead of a minute
  --timed-stages        make nothing: boots and stages take the plan's times, so many times as fast. For watching the rules
  --state <folder>      where jobs and files are kept (default: ${DEFAULT_STATE} in the current folder)
  --fresh               forget what was kept there
  --plain               a line for each thing that happens, as without a terminal
  --json                the same as lines of JSON
  --help                this

A scenario for real, on workers that only pass the time; then what was measured, beside what the simulator says of the same users:
  --replay <file>       the scenario; its stack's file is looked for beside it first
  --seed <number>       of its users (default: 1)
  --output <file>       the measured study as JSON, for asset-sim compare

Examples:
  npm run hub
  npm run hub -- --time-scale 1 --stack prod --workers-max 4     the rules of prod, at their own pace
  npm run hub -- --timed-stages --workers-max 8                  many workers that only pass the time
  npm run --silent hub -- --json | jq 'select(.kind == "decision")'
  npm run hub -- --replay docs/examples/08-local-hub/2-flash-crowd.yaml --output actual.json
  npx asset-sim compare ../../../actual.json local -C docs/examples/08-local-hub -f 2-flash-crowd.yaml

Ctrl-C lets the workers finish and ends with 0; another one ends at once with 130, and what was in work comes again.
It ends with 2 when it was asked for wrongly.
`;

/** @throws HubError USAGE for a flag that is unknown or says nothing that can be done */
export function readHubFlags(words: readonly string[]): HubFlags {
  const options = {
    stack: { type: 'string' },
    port: { type: 'string', default: `${DEFAULT_PORT}` },
    state: { type: 'string', default: DEFAULT_STATE },
    fresh: { type: 'boolean', default: false },
    'time-scale': { type: 'string', default: `${DEFAULT_TIME_SCALE}` },
    'workers-max': { type: 'string' },
    weights: { type: 'string' },
    'no-blender': { type: 'boolean', default: false },
    'timed-stages': { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    replay: { type: 'string' },
    seed: { type: 'string' },
    output: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parse(() => parseArgs({ args: [...words], options, strict: true }));
  if (values.help) return { kind: 'help' };
  if (values.plain && values.json) throw usage('--plain and --json cannot both be had');
  const timeScale = readNumber('--time-scale', values['time-scale'], { min: 0.1, max: 1000, isWhole: false });
  const workersMax =
    values['workers-max'] === undefined
      ? undefined
      : readNumber('--workers-max', values['workers-max'], { min: 1, max: 1000, isWhole: true });
  const { replay, seed, output } = values;
  if (replay !== undefined) {
    return {
      kind: 'replay',
      scenario: replay,
      stack: values.stack,
      seed: seed === undefined ? 1 : readNumber('--seed', seed, { min: 0, max: 4_294_967_295, isWhole: true }),
      timeScale,
      workersMax,
      output,
      isJson: values.json,
    };
  }
  if (seed !== undefined || output !== undefined) throw usage('--seed and --output belong to --replay');
  return {
    kind: 'run',
    stack: values.stack ?? 'dev',
    port: readNumber('--port', values.port, { min: 0, max: 65_535, isWhole: true }),
    state: values.state,
    isFresh: values.fresh,
    timeScale,
    workersMax,
    weights: values.weights,
    hasBlender: !values['no-blender'],
    isTimed: values['timed-stages'],
    output: values.plain ? 'plain' : values.json ? 'json' : undefined,
  };
}

function parse<Parsed>(read: () => Parsed): Parsed {
  try {
    return read();
  } catch (error) {
    throw usage((error as Error).message, error);
  }
}

type Range = { readonly min: number; readonly max: number; readonly isWhole: boolean };

function readNumber(flag: string, text: string, { min, max, isWhole }: Range): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw usage(`${flag} must be a ${isWhole ? 'whole ' : ''}number from ${min} to ${max} (saw ${text})`);
}

const usage = (message: string, cause?: unknown): HubError =>
  new HubError('USAGE', message, { hint: 'npm run hub -- --help', cause });
