/** The stack file: which one is meant, and which there are. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import { nearest } from '../hub/yaml/did-you-mean.ts';
import { readText } from './read-text.ts';

/** How the text of a stack file is come by: from the folder, or from a revision. */
export type StackReader = (stack: string, folder: string) => Promise<StackFile>;

export type StackFile = { readonly stack: string; readonly file: string; readonly text: string };

/** What Pulumi allows in the name of a stack; it also keeps a name from leaving the folder. */
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const FILE_PATTERN = /^Pulumi\.(.+)\.yaml$/;

/** @throws HubError USAGE when the name is none or there is no such stack, with those that are there */
export async function readStack(stack: string, folder: string): Promise<StackFile> {
  requireStackName(stack);
  const file = stackFileName(stack);
  if (!existsSync(join(folder, file))) throw missing(stack, file, folder);
  return { stack, file, text: await readText('stack', file, folder) };
}

export const stackFileName = (stack: string): string => `Pulumi.${stack}.yaml`;

/** @throws HubError USAGE when it is none */
export function requireStackName(stack: string): void {
  if (!NAME_PATTERN.test(stack)) {
    throw new HubError(
      'USAGE',
      `--stack must be the name of a stack: letters, digits, dots, hyphens (saw '${stack}')`,
      {
        hint: 'give the name only: --stack prod reads Pulumi.prod.yaml',
      },
    );
  }
}

/** Names of the stacks that have a file in `folder`, sorted. */
export function stackNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap(name => FILE_PATTERN.exec(name)?.[1] ?? [])
    .toSorted();
}

function missing(stack: string, file: string, folder: string): HubError {
  const names = stackNames(folder);
  const meant = nearest(stack, names);
  const known = names.length === 0 ? '' : `; stacks here: ${names.join(', ')}`;
  const hint =
    names.length === 0
      ? "there is no stack file at all: go to the project's folder, or name it with --cwd"
      : meant === undefined
        ? `use one of them, or write ${file}`
        : `did you mean --stack ${meant}?`;
  return new HubError('USAGE', `there is no stack '${stack}': no file ${file} in ${folder}${known}`, { hint });
}
