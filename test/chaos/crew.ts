/** Worker processes, each on an instance of its own as far as it can see, and what befalls them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SPOT_NOTICE_SECONDS } from '../../hub/catalog/spot-notice.ts';
import { NODE_FLAGS } from '../../worker/image/node-flags.ts';
import { type Imds, startImds } from '../imds/start-imds.ts';

export type Hand = {
  readonly child: ChildProcess;
  readonly imds: Imds;
  readonly folder: string;
  readonly hasEnded: () => boolean;
};

export type CrewParts = {
  /** Of every worker. */
  readonly variables: Readonly<Record<string, string>>;
  readonly notesFile: string;
  /** All of their logs go there. */
  readonly logFile: string;
  readonly stageMilliseconds: number;
};

const PROGRAM = join(import.meta.dirname, 'chaos-worker.ts');

export type Crew = {
  readonly hands: readonly Hand[];
  /** Those that have ended are replaced, as a group does. @returns how many were */
  readonly refill: (count: number) => Promise<number>;
  /** SIGTERM to all; comes back when all have ended. @returns their exit codes */
  readonly dismiss: () => Promise<readonly (number | null)[]>;
};

export function createCrew(parts: CrewParts): Crew {
  const hands: Hand[] = [];
  const log = createWriteStream(parts.logFile, { flags: 'a' });
  let hired = 0;

  async function hire(): Promise<Hand> {
    hired += 1;
    const imds = await startImds({ 'autoscaling/target-lifecycle-state': 'InService' });
    const folder = mkdtempSync(join(tmpdir(), 'asset-hub-chaos-'));
    const child = spawn(process.execPath, [...NODE_FLAGS, PROGRAM], {
      env: {
        ...process.env,
        ...parts.variables,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint,
        ASSET_HUB_INSTANCE_ID: `i-${hired}`,
        ASSET_HUB_AUTO_SCALING_GROUP: 'chaos',
        ASSET_HUB_SCRATCH_FOLDER: folder,
        ASSET_HUB_WEIGHTS_FOLDER: folder,
        ASSET_HUB_READY_FILE: join(folder, 'ready'),
        CHAOS_NOTES_FILE: parts.notesFile,
        CHAOS_STAGE_MILLISECONDS: String(parts.stageMilliseconds),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let hasEnded = false;
    child.once('exit', () => {
      hasEnded = true;
      process.off('exit', kill);
      void imds.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return { child, imds, folder, hasEnded: () => hasEnded };
  }

  return {
    hands,
    refill: async count => {
      const missing = count - hands.filter(hand => !hand.hasEnded()).length;
      for (const hand of hands.filter(each => each.hasEnded())) hands.splice(hands.indexOf(hand), 1);
      for (let index = 0; index < missing; index += 1) hands.push(await hire());
      return Math.max(0, missing);
    },
    dismiss: async () => {
      const ended = hands.map(async ({ child, hasEnded }) => {
        if (hasEnded()) return child.exitCode;
        const end = once(child, 'exit') as Promise<[number | null]>;
        child.kill('SIGTERM');
        return (await end)[0];
      });
      return Promise.all(ended);
    },
  };
}

/** The model host of a worker, which dies with it. Undefined while there is none. */
export function hostOf({ child }: Hand): number | undefined {
  return childrenOf(child.pid!).find(({ command }) => command.includes('worker/host/process.ts'))?.pid;
}

/** What still runs of all that was ever started with this notes file: workers, model hosts, heartbeats. On Linux. */
export function processesOf(notesFile: string): readonly string[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').includes(`CHAOS_NOTES_FILE=${notesFile}`)) return [];
      return [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')];
    } catch {
      // It ended meanwhile, or is not ours to look at.
      return [];
    }
  });
}

function childrenOf(pid: number): readonly { readonly pid: number; readonly command: string }[] {
  try {
    const listed = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid=,args='], { encoding: 'utf8' });
    return listed
      .trim()
      .split('\n')
      .map(line => line.trim().match(/^(\d+) (.*)$/))
      .flatMap(match => (match === null ? [] : [{ pid: Number(match[1]), command: match[2]! }]));
  } catch {
    return [];
  }
}

/** EC2's word that the instance goes in two minutes. */
export function giveNotice({ imds }: Hand): void {
  const time = new Date(Date.now() + SPOT_NOTICE_SECONDS * 1000).toISOString();
  imds.values.set('spot/instance-action', JSON.stringify({ action: 'terminate', time }));
}
