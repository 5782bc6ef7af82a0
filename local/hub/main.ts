/**
 * `npm run hub`: the whole hub on one machine.
 *
 *     npm run hub -- --stack dev --time-scale 10
 */
import { errorText } from '../../hub/error-text.ts';
import { HubError } from '../../hub/errors.ts';
import { commandLine, exit, print, printError } from '../environment.ts';
import { playReplay } from '../replay/play-replay.ts';
import { playHub } from './play-hub.ts';
import { HUB_HELP, readHubFlags } from './read-hub-flags.ts';

async function main(): Promise<void> {
  const flags = readHubFlags(commandLine());
  if (flags.kind === 'help') print(HUB_HELP);
  else if (flags.kind === 'replay') await playReplay(flags);
  else await playHub(flags);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof HubError)) throw error;
  printError(errorText(error));
  exit(2);
}
