/** The processes of an instance in a folder. They end with it, and with the test, in whatever way that ends. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceFiles } from './instance-files.ts';

/** The commands of `bin/` come before the machine's own. */
const PATH = `${join(import.meta.dirname, 'bin')}:/usr/bin:/bin:/usr/sbin:/sbin`;

/** The script runs beside a reader of our pipe: when that is closed, the whole process group is killed. */
const GROUP = 'bash "$1" </dev/null & cat >/dev/null; kill -KILL -- -$$';

export function instanceProcess(files: InstanceFiles) {
  const env = { PATH, SANDBOX: files.at('') };
  let running: ChildProcess | undefined;
  return {
    /** Starts a script as root would run it; its output goes to the file `log`. */
    run: (script: string) => {
      files.write('run.sh', script);
      const log = openSync(files.at('log'), 'a');
      const args = ['--norc', '-c', GROUP, 'instance', files.at('run.sh')];
      running = spawn('bash', args, { env, detached: true, stdio: ['pipe', log, log] });
    },
    /** Ends all that runs. */
    stop: async () => {
      if (running === undefined) return;
      const ended = once(running, 'exit');
      running.stdin?.end();
      await ended;
      running = undefined;
    },
    /** Runs a command on the instance, waits for it and gives what it printed. */
    command: (program: string, ...args: readonly string[]) => execFileSync(program, args, { env, encoding: 'utf8' }),
  };
}
