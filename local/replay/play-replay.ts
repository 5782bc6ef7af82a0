/** What `npm run hub -- --replay` does: plays a scenario for real, and prints it beside its simulation. */
import { resolve } from 'node:path';
import {
  currentFolder,
  divertOutput,
  exit,
  isErrorTerminal,
  onStop,
  print,
  printError,
  redrawError,
} from '../environment.ts';
import type { HubFlags } from '../hub/read-hub-flags.ts';
import { comparedText } from './compare-lines.ts';
import { replay } from './replay.ts';

/** Interrupted, as shells have it: 128 and the number of SIGINT. */
const EXIT_INTERRUPTED = 130;
/** Workers that only pass the time cost some 150 MB each and next to no time. Own choice, from a machine of 2 cores. */
const WORKERS_MAX = 16;

/** @throws HubError for what a person can mend */
export async function playReplay(flags: Extract<HubFlags, { readonly kind: 'replay' }>): Promise<void> {
  const stop = new AbortController();
  onStop(() => stop.abort());
  const seen = new Set<string>();
  divertOutput(() => {});
  const rows = await replay({
    scenarioFile: flags.scenario,
    stack: flags.stack,
    folder: currentFolder(),
    seed: flags.seed,
    timeScale: flags.timeScale,
    workersMax: flags.workersMax ?? WORKERS_MAX,
    output: flags.output === undefined ? undefined : resolve(currentFolder(), flags.output),
    onProgress: text => (isErrorTerminal() ? redrawError(text) : printError(text)),
    onTrouble: text => {
      if (!seen.has(text)) printError(`trouble: ${text}`);
      seen.add(text);
    },
    signal: stop.signal,
  });
  if (rows === undefined) {
    printError('\ninterrupted: nothing was written');
    exit(EXIT_INTERRUPTED);
  }
  if (isErrorTerminal()) redrawError('');
  print(flags.isJson ? JSON.stringify(rows, null, 2) : comparedText(rows));
  exit(0);
}
