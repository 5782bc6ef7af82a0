import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HubError } from '../hub/errors.ts';

const REASONS: Readonly<Record<string, { readonly why: string; readonly hint: string }>> = {
  ENOENT: {
    why: 'does not exist',
    hint: 'check the name; it starts from the current folder (or --cwd), that of a trace from its scenario file',
  },
  ENOTDIR: { why: 'does not exist', hint: 'check the name; a part of it is a file, not a folder' },
  EISDIR: { why: 'is a folder', hint: 'name a file in it' },
  EACCES: { why: 'may not be read by you', hint: 'change its permissions' },
};

/**
 * A file somebody named, as text.
 *
 * @param what it should be, for the message: `scenario`
 * @param file as it was named; also stands in the message
 * @throws HubError FILE_UNREADABLE when it is missing, a folder, forbidden or not UTF-8
 */
export async function readText(what: string, file: string, folder: string): Promise<string> {
  const bytes = await readFile(resolve(folder, file)).catch((cause: unknown) => {
    throw unreadable(what, file, cause);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `${what} file ${file} is not UTF-8 text`, {
      hint: 'save it as UTF-8, and check that it is the file you meant',
      cause,
    });
  }
}

/** Why a file could not be read, in words and with what to do. */
export function unreadable(what: string, file: string, cause: unknown): HubError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const { why, hint } = REASONS[code] ?? { why: `cannot be read: ${message}`, hint: 'try another file' };
  return new HubError('FILE_UNREADABLE', `${what} file ${file} ${why}`, { hint, cause });
}
