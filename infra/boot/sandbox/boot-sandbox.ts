/**
 * An instance in a folder: the real user data, scripts and units run on it, with the commands of `bin/` in the place of
 * AWS, docker, systemd and the disks. What a test changes or looks at are files; `bin/` says which.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bootUnits } from '../boot-files.ts';
import { BOOT_FOLDERS } from '../boot-folders.ts';

const PATH = `${join(import.meta.dirname, 'bin')}:/usr/bin:/bin:/usr/sbin:/sbin`;
/** A start takes about a second; the rest is for a busy machine. */
const LIMIT_SECONDS = 40;

export type BootSandbox = ReturnType<typeof bootSandbox>;

/** @param prefix `s3://bucket/prefix` less its scheme, where the weights are put */
export function bootSandbox(prefix: string) {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-boot-'));
  let running: ChildProcess | undefined;

  const at = (path: string) => join(folder, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const read = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');
  const has = (path: string) => existsSync(at(path));
  const remove = (path: string) => rmSync(at(path), { recursive: true, force: true });
  /** The same text with the instance's folders inside this one. */
  const rooted = (text: string) =>
    Object.values(BOOT_FOLDERS).reduce((moved, path) => moved.replaceAll(path, at(path)), text);

  /** Runs in a process group of its own, which ends when `running` does, or when the test does, in whatever way. */
  const run = (script: string) => {
    write('run.sh', script);
    const log = openSync(at('log'), 'a');
    const group = ['--norc', '-c', 'bash "$1" </dev/null & cat >/dev/null; kill -KILL -- -$$', 'group', at('run.sh')];
    running = spawn('bash', group, { detached: true, env: { PATH, SANDBOX: folder }, stdio: ['pipe', log, log] });
  };
  const stop = async () => {
    if (running === undefined) return;
    const ended = once(running, 'exit');
    running.stdin?.end();
    await ended;
    running = undefined;
  };

  return {
    at,
    write,
    read,
    has,
    remove,
    calls: () =>
      read('calls')
        .split('\n')
        .filter(call => call !== ''),
    answers: () =>
      read('answers')
        .split('\n')
        .filter(answer => answer !== ''),
    /** Puts weights into the bucket, with their manifest. */
    storeWeights: (files: Readonly<Record<string, string>>) => {
      for (const [path, text] of Object.entries(files)) write(`s3/${prefix}/${path}`, text);
      write(`s3/${prefix}/manifest.sha256`, manifestOf(files));
    },
    /** What the bake does with the same files. */
    bake: (weights: Readonly<Record<string, string>> = {}) => {
      const environment = {
        UPLOAD_FOLDER: join(import.meta.dirname, '..'),
        PROGRAM_FOLDER: at(BOOT_FOLDERS.programs),
        UNIT_FOLDER: at(BOOT_FOLDERS.units),
      };
      execFileSync(join(import.meta.dirname, '../../ami/scripts/install-boot-files.sh'), {
        env: { PATH, ...environment },
      });
      for (const { name } of bootUnits())
        write(join(BOOT_FOLDERS.units, name), rooted(read(join(BOOT_FOLDERS.units, name))));
      for (const [path, text] of Object.entries(weights)) write(join(BOOT_FOLDERS.keptWeights, path), text);
      if (Object.keys(weights).length > 0)
        write(join(BOOT_FOLDERS.keptWeights, 'manifest.sha256'), manifestOf(weights));
    },
    /** The launch hook waits, and the group wants the instance in this state. */
    launch: (userData: string, target: string) => {
      write('hook', '');
      write('metadata/autoscaling/target-lifecycle-state', `${target}\n`);
      write('metadata/instance-id', 'i-0abc\n');
      write('metadata/tags/instance/aws:autoscaling:groupName', 'group\n');
      if (!has('worker')) write('worker', 'ready');
      run(rooted(userData));
    },
    /** Stopped and started again: memory and local disk are empty, the root volume is as it was. */
    restart: async (target: string) => {
      await stop();
      for (const path of ['run', 'mounted', 'mounts', 'calls', BOOT_FOLDERS.localDisk]) remove(path);
      write('hook', '');
      write('metadata/autoscaling/target-lifecycle-state', `${target}\n`);
      run('systemctl boot\nwait\n');
    },
    /** Runs a command on the instance and waits for it. */
    command: (program: string, ...words: readonly string[]) =>
      execFileSync(program, words, { env: { PATH, SANDBOX: folder }, encoding: 'utf8' }),
    /** @throws Error with the log when it does not come true */
    until: async (isTrue: () => boolean) => {
      for (let waited = 0; !isTrue(); waited += 0.05) {
        if (waited > LIMIT_SECONDS) throw new Error(`waited in vain for ${isTrue}\n${read('log')}\n${read('calls')}`);
        await delay(50);
      }
    },
    /** Long enough for several rounds of whatever waits. */
    pass: () => delay(500),
    end: async () => {
      await stop();
      remove('');
    },
  };
}

const manifestOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`)
    .join('');
