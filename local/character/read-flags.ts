/** What a person asked for on the command line. Invariant: a prompt that the job API would refuse is refused here, in its words. */
import { parseArgs } from 'node:util';
import { HubError } from '../../hub/errors.ts';
import { submitRequestSchema } from '../../hub/job/submit-request.ts';

export type CharacterFlags = {
  readonly kind: 'make';
  readonly prompt: string;
  readonly seed: number;
  /** Of the GLB. */
  readonly out: string;
  /** Absent: graphs that are made here stand in for the models. */
  readonly weightsFolder: string | undefined;
  readonly wantsBlender: boolean;
  readonly isJson: boolean;
  readonly isVerbose: boolean;
};

const HINT = 'npm run character -- --help';
const OPTIONS = {
  out: { type: 'string' },
  seed: { type: 'string', default: '1' },
  weights: { type: 'string' },
  'no-blender': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * @throws HubError of code USAGE
 * @example readFlags(['a fox', '--out', 'fox.glb'])   // { kind: 'make', prompt: 'a fox', seed: 1, out: 'fox.glb', ... }
 */
export function readFlags(args: readonly string[]): CharacterFlags | { readonly kind: 'help' } {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (positionals.length !== 1) {
    throw usage(`one prompt is wanted, in quotes (saw ${positionals.length} words without a flag)`);
  }
  const { out = 'character.glb' } = values;
  if (!/[^/]\.glb$/.test(out)) throw usage(`--out must be a file that ends in .glb (saw ${out})`);
  if (!/^\d+$/.test(values.seed)) throw usage(`--seed must be a whole number, 0 or more (saw ${values.seed})`);
  const request = submitRequestSchema.safeParse({ prompt: positionals[0], seed: Number(values.seed) });
  if (!request.success) {
    const { path, message } = request.error.issues[0]!;
    throw usage(`the ${path.join('.')} ${message}`);
  }
  // Without a kind a request is for a character.
  const { prompt, seed } = request.data as Extract<typeof request.data, { kind: 'character' }>;
  return {
    kind: 'make',
    prompt,
    seed: seed!,
    out,
    weightsFolder: values.weights,
    wantsBlender: !values['no-blender'],
    isJson: values.json,
    isVerbose: values.verbose,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message, error);
  }
}

const usage = (message: string, cause?: unknown): HubError => new HubError('USAGE', message, { hint: HINT, cause });
