/** `npm` as the page calls it: what is installed is there, and a script of the project runs, with the stand-ins on its PATH. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Program, prints, refuses } from './program.ts';

export type NpmWorld = {
  readonly projectFolder: string;
  /** A built page. Building one is tested elsewhere, and would take web/dist away from tests that serve it. */
  readonly builtPageFolder: string;
  /** In the place of the project's own, which is in git. */
  readonly modelLockFile: string;
  /** Of the shell that runs the page. */
  readonly environment: () => Readonly<Record<string, string>>;
};

export function npmProgram({ projectFolder, builtPageFolder, modelLockFile, environment }: NpmWorld): Program {
  const added: Readonly<Record<string, readonly string[]>> = {
    'web:push': ['--folder', builtPageFolder],
    'models:fetch': ['--lock', modelLockFile],
  };
  return async ({ args }) => {
    if (args.join(' ') === 'ci') return prints('');
    const [run, silent, name = '', dashes = '--', ...more] = args;
    if (run !== 'run' || silent !== '--silent' || dashes !== '--') return refuses(`unexpected: npm ${args.join(' ')}`);
    const script = scriptsIn(projectFolder)[name];
    if (script === undefined) return refuses(`npm error Missing script: "${name}"`);
    const variables = environment();
    const child = spawn('sh', ['-c', `${script} "$@"`, 'npm', ...more, ...(added[name] ?? [])], {
      cwd: projectFolder,
      // npm puts the project's own programs first; here they come after the stand-ins.
      env: { ...variables, PATH: withOwnPrograms(variables.PATH ?? '', projectFolder) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close') as Promise<[number]>;
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { exitCode: (await ended)[0], stdout, stderr };
  };
}

const scriptsIn = (folder: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts;

function withOwnPrograms(path: string, folder: string): string {
  const [standIns, ...others] = path.split(':');
  return [standIns, join(folder, 'node_modules/.bin'), ...others].join(':');
}
