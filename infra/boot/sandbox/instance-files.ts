/** The files of an instance in a folder: what a test puts there before a start and looks at after it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BOOT_FOLDERS } from '../boot-folders.ts';

export type Weights = Readonly<Record<string, string>>;

export type InstanceFiles = ReturnType<typeof instanceFiles>;

/** @param folder stands for `/`; paths are relative to it */
export function instanceFiles(folder: string) {
  const at = (path: string) => join(folder, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const read = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');
  const linesOf = (path: string) =>
    read(path)
      .split('\n')
      .filter(line => line !== '');
  return {
    at,
    write,
    read,
    has: (path: string) => existsSync(at(path)),
    remove: (path: string) => rmSync(at(path), { recursive: true, force: true }),
    /** The same text with the instance's folders inside this one. */
    rooted: (text: string) =>
      Object.values(BOOT_FOLDERS).reduce((moved, path) => moved.replaceAll(path, at(path)), text),
    /** What the commands of `bin/` were asked, in order. */
    calls: () => linesOf('calls'),
    /** Answers that the group took: hook, group, instance, result. */
    answers: () => linesOf('answers'),
    /** Weights and their manifest, as `sha256sum` writes it, in the bucket or on the volume. */
    writeWeights: (place: string, weights: Weights) => {
      const sum = (text: string) => createHash('sha256').update(text).digest('hex');
      for (const [path, text] of Object.entries(weights)) write(join(place, path), text);
      const manifest = Object.entries(weights).map(([path, text]) => `${sum(text)}  ${path}\n`);
      write(join(place, 'manifest.sha256'), manifest.join(''));
    },
  };
}
