/** Texts of flags to values, or one sentence that says what was wanted. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HubError } from '../hub/errors.ts';

/**
 * @throws HubError USAGE unless `text` is a plain whole number within the range
 * @example readWholeNumber('--users', '10000', { min: 1, max: 30_000_000 })   // 10000
 */
export function readWholeNumber(
  flag: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new HubError('USAGE', `${flag} must be a whole number ${min}..${max} (saw '${text}')`, {
    hint: Number.isNaN(number) ? `write it in digits, as ${flag} ${Math.max(min, 1)}` : 'choose a number in that range',
  });
}

/** The folder that all names of files start from. */
export function readFolder(cwd: string | undefined): string {
  const folder = resolve(cwd ?? '.');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new HubError('USAGE', `--cwd must be a folder (saw '${cwd}')`, { hint: 'check the name' });
}

/** @throws HubError USAGE unless `text` is a plain decimal number within the range */
export function readRatio(
  flag: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const number = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new HubError('USAGE', `${flag} must be a number ${min}..${max} (saw '${text}')`, {
    hint: `write it as ${flag} ${max}`,
  });
}
