/** `npm` as the page calls it: what is installed is there, and a script of the project runs, with the stand-ins on its PATH. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Program, prints, refuses } from './program.ts';

/** By its name in package.json: the file that it runs. A test elsewhere holds that the script is there. */
const SCRIPTS: Readonly<Record<string, string>> = { 'image:push': 'worker/image/push.ts' };

/** @param environment of the shell that runs the page */
export function npmProgram(folder: string, environment: () => Readonly<Record<string, string>>): Program {
  return async ({ args }) => {
    if (args.join(' ') === 'ci') return prints('');
    const [run, silent, script = '', dashes, ...more] = args;
    const file = SCRIPTS[script];
    if (run !== 'run' || silent !== '--silent' || dashes !== '--' || file === undefined) {
      return refuses(`unexpected: npm ${args.join(' ')}`);
    }
    const child = spawn(process.execPath, [file, ...more], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close') as Promise<[number]>;
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { exitCode: (await ended)[0], stdout, stderr };
  };
}
