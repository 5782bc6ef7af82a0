/**
 * `npm run hub`: the whole hub on one machine.
 *
 *     npm run hub -- --stack dev --time-scale 10
 */
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import { problemText } from '../../hub/yaml/problem.ts';
import {
  commandLine,
  currentFolder,
  divertOutput,
  exit,
  machine,
  onStop,
  print,
  printError,
  terminalSize,
} from '../environment.ts';
import { freshPage } from '../page/fresh-page.ts';
import { readPlan } from '../read-plan.ts';
import { HUB_HELP, readHubFlags } from './read-hub-flags.ts';
import { type RunningHub, startHub } from './start-hub.ts';
import { forgetState, openStateFolder } from './state-folder.ts';
import { type Showing, type ShowMode, showHub } from './view/show-hub.ts';
import { workersMaxOf } from './workers-max.ts';

/** Interrupted, as shells have it: 128 and the number of SIGINT. */
const EXIT_INTERRUPTED = 130;

async function main(): Promise<void> {
  const flags = readHubFlags(commandLine());
  if (flags.kind === 'help') return print(HUB_HELP);
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
    workersMax,
    program: join(import.meta.dirname, 'workers/worker-process.ts'),
    variables: () => ({
      ...(flags.weights && { ASSET_HUB_STAND_INS: 'false', ASSET_HUB_WEIGHTS_FOLDER: resolve(flags.weights) }),
      ...(!flags.hasBlender && { ASSET_HUB_BLENDER: 'none' }),
    }),
    onChange: () => showing?.change(),
    onTrouble: text => appendFileSync(state.logFile, `hub ${text}\n`),
  });
  if (mode !== 'json') print(welcome(hub));
  showing = showHub(mode, hub.view);
  // 3. Until somebody ends it.
  let isStopping = false;
  onStop(() => {
    if (isStopping) {
      hub.kill();
      showing?.end();
      printError('ended at once: what was in work comes again at the next start');
      exit(EXIT_INTERRUPTED);
    }
    isStopping = true;
    void hub.drain().then(() => {
      showing?.end();
      const { openCount } = hub.view();
      printError(openCount === 0 ? 'ended; no job waits' : `ended; jobs that wait for the next start: ${openCount}`);
      exit(0);
    });
  });
}

const welcome = ({ api, resumedCount }: RunningHub): string => `
The hub listens on ${api.url}, and so does its page. Ctrl-C drains and ends it.${resumedCount === 0 ? '' : ` Jobs that go on: ${resumedCount}.`}

  token=${api.tokenOf('ada')}
  curl -s -H "authorization: Bearer $token" -H 'content-type: application/json' -d '{"prompt":"a fox knight"}' ${api.url}/v1/jobs
`;

try {
  await main();
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  const hint = error.hint === undefined ? '' : `hint: ${error.hint}`;
  printError(`error: ${error.message}\n${error.problems.map(problemText).join('')}${hint}`);
  exit(2);
}
