/** What `npm run hub` does: reads and checks, starts all of it, shows it, and ends it when it is told to. */
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  currentFolder,
  divertOutput,
  exit,
  machine,
  nowMilliseconds,
  onStop,
  print,
  printError,
  terminalSize,
} from '../environment.ts';
import { freshPage } from '../page/fresh-page.ts';
import { readPlan } from '../read-plan.ts';
import type { HubFlags } from './read-hub-flags.ts';
import { type RunningHub, startHub } from './start-hub.ts';
import { forgetState, openStateFolder } from './state-folder.ts';
import { type Showing, type ShowMode, showHub } from './view/show-hub.ts';
import { timedWorkerVariables } from './workers/timed-worker.ts';
import { workersMaxOf } from './workers-max.ts';

/** A Ctrl-C comes twice where npm passes it on beside the terminal. A person takes longer for another. */
const SAME_SIGNAL_MILLISECONDS = 500;
/** Interrupted, as shells have it: 128 and the number of SIGINT. */
const EXIT_INTERRUPTED = 130;

/** Comes back when everything runs; the process ends by a signal. @throws HubError for what a person can mend */
export async function playHub(flags: Extract<HubFlags, { readonly kind: 'run' }>): Promise<void> {
  // 1. What can be wrong is found before anything starts.
  const plan = readPlan(flags.stack);
  const workersMax = workersMaxOf(plan, machine(), flags.workersMax);
  const folder = join(resolve(currentFolder(), flags.state), flags.stack);
  if (flags.isFresh) await forgetState(folder);
  const state = openStateFolder(folder);
  // 2. All of it. What its parts write goes into the log; the terminal is the view's.
  const mode: ShowMode = flags.output ?? (terminalSize() === undefined ? 'plain' : 'screen');
  printError('starting the emulator of AWS (the first time, it is installed from PyPI) ...');
  const pageFolder = await freshPage(printError);
  divertOutput(text => appendFileSync(state.logFile, text));
  let showing: Showing | undefined;
  const hub = await startHub({
    plan,
    state,
    port: flags.port,
    pageFolder,
    seed: 1,
    timeScale: flags.timeScale,
    isTimed: flags.isTimed,
    workersMax,
    program: join(import.meta.dirname, 'workers/worker-process.ts'),
    variables: (group, clock) => ({
      ...(flags.isTimed &&
        timedWorkerVariables(plan, group, {
          epochMilliseconds: nowMilliseconds(),
          timeScale: flags.timeScale,
          isAtStart: clock.nowSeconds() < 1,
        })),
      ...(flags.weights && { ASSET_HUB_STAND_INS: 'false', ASSET_HUB_WEIGHTS_FOLDER: resolve(flags.weights) }),
      ...(!flags.hasBlender && { ASSET_HUB_BLENDER: 'none' }),
    }),
    onChange: () => showing?.change(),
    onTrouble: text => appendFileSync(state.logFile, `hub ${text}\n`),
  });
  print(mode === 'json' ? JSON.stringify({ kind: 'start', url: hub.api.url }) : welcome(hub));
  showing = showHub(mode, hub.view);
  // 3. Until somebody ends it.
  let stoppedAt: number | undefined;
  onStop(() => {
    if (stoppedAt !== undefined) {
      if (nowMilliseconds() - stoppedAt < SAME_SIGNAL_MILLISECONDS) return;
      hub.kill();
      showing?.end();
      printError('ended at once: what was in work comes again at the next start');
      exit(EXIT_INTERRUPTED);
    }
    stoppedAt = nowMilliseconds();
    void hub.drain().then(() => {
      showing?.end();
      const { openCount } = hub.view();
      printError(openCount === 0 ? 'ended; no job waits' : `ended; jobs that wait for the next start: ${openCount}`);
      exit(0);
    });
  });
}

const welcome = ({ api, resumedCount }: RunningHub): string => `
Open ${api.url}/ in a browser. Ctrl-C drains the hub and ends it.${resumedCount === 0 ? '' : ` Jobs that go on: ${resumedCount}.`}

  token=${api.tokenOf('ada')}
  curl -s -H "authorization: Bearer $token" -H 'content-type: application/json' -d '{"prompt":"a fox knight"}' ${api.url}/v1/jobs
`;
