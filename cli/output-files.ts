/**
 * Files a command leaves. It protects two invariants: an output that cannot be written is refused before the work, and a
 * reader never sees half a file.
 */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HubError } from '../hub/errors.ts';
import { nearest } from '../hub/yaml/did-you-mean.ts';

export type Output<Kind extends string> = {
  readonly kind: Kind;
  /** As it was named. */
  readonly file: string;
  /** Absolute, links followed. */
  readonly path: string;
  /** A device or pipe is written to; a file is replaced. */
  readonly isReplaced: boolean;
};

/**
 * Reads `KIND=FILE` and looks whether FILE can be written.
 *
 * @throws HubError USAGE for another form, an unknown kind or one file twice; FILE_UNWRITABLE for a file that cannot be
 * @example readOutputs(['json=study.json'], ['json', 'csv'], '/home/me')
 */
export function readOutputs<Kind extends string>(
  texts: readonly string[],
  kinds: readonly Kind[],
  folder: string,
): readonly Output<Kind>[] {
  const outputs = texts.map(text => readOutput(text, kinds, folder));
  const twice = outputs.find(({ path }, index) => outputs.findIndex(other => other.path === path) < index);
  if (twice === undefined || !twice.isReplaced) return outputs;
  throw new HubError('USAGE', `--output names ${twice.file} twice`, { hint: 'give each output a file of its own' });
}

/** @throws HubError USAGE when an output would replace a file that the run reads */
export function refuseToReplace(files: readonly string[], outputs: readonly Output<string>[], folder: string): void {
  const inputs = new Set(files.map(file => resolve(folder, file)));
  const output = outputs.find(({ path }) => inputs.has(path));
  if (output === undefined) return;
  throw new HubError('USAGE', `--output would replace ${output.file}, which this run reads`, {
    hint: 'give the output a file of its own',
  });
}

function readOutput<Kind extends string>(text: string, kinds: readonly Kind[], folder: string): Output<Kind> {
  const split = text.indexOf('=');
  const name = split === -1 ? text : text.slice(0, split);
  const file = split === -1 ? '' : text.slice(split + 1);
  const kind = kinds.find(known => known === name);
  if (kind === undefined) {
    throw new HubError('USAGE', `--output must be KIND=FILE with a KIND of ${kinds.join(', ')} (saw '${text}')`, {
      hint: `write for example --output ${nearest(name, kinds) ?? kinds[0]}=${file || 'FILE'}`,
    });
  }
  if (file === '') {
    throw new HubError('USAGE', `--output ${kind}= must name a file`, {
      hint: `write for example --output ${kind}=FILE`,
    });
  }
  // Infracost's usage file is YAML by its own rules; every other YAML file here is read and not written.
  if (file === '-' || (kind !== 'infracost' && /\.ya?ml$/i.test(file))) {
    const why = file === '-' ? 'stdout already has the result' : 'a YAML file is configuration';
    throw new HubError('USAGE', `--output ${kind}=${file} is refused: ${why}`, {
      hint: `write for example --output ${kind}=FILE`,
    });
  }
  return { kind, file, ...checkWritable(file, resolve(folder, file)) };
}

function checkWritable(file: string, path: string): { readonly path: string; readonly isReplaced: boolean } {
  const refuse = (why: string, hint: string) =>
    new HubError('FILE_UNWRITABLE', `output ${file} cannot be written: ${why}`, { hint });
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) throw refuse('it is a folder', 'name a file in it');
  const isReplaced = stats === undefined || stats.isFile();
  const place = stats === undefined ? path : realpathSync(path);
  const parent = dirname(place);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    throw refuse(`there is no folder ${parent}`, `make it first: mkdir -p ${parent}`);
  }
  try {
    accessSync(isReplaced ? parent : place, constants.W_OK);
    if (stats !== undefined) accessSync(place, constants.W_OK);
  } catch {
    throw refuse('you may not write there', 'change the permissions or name another place');
  }
  return { path: place, isReplaced };
}

/** Writes each output, and says so on stderr. */
export async function writeOutputs<Kind extends string>(
  outputs: readonly Output<Kind>[],
  render: (kind: Kind) => string | Promise<string>,
): Promise<void> {
  for (const output of outputs) {
    await writeOutput(output, await render(output.kind));
    process.stderr.write(`wrote ${output.file}\n`);
  }
}

/** @throws HubError FILE_UNWRITABLE, with the old file as it was and no new one beside it */
async function writeOutput({ file, path, isReplaced }: Output<string>, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    if (!isReplaced) return await writeFile(path, text);
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    await writeFile(beside, text, { flag: 'wx', ...(mode === undefined ? {} : { mode }) });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('FILE_UNWRITABLE', `output ${file} cannot be written: ${why}`, {
      hint: 'free some space or name another place',
      cause,
    });
  }
}
