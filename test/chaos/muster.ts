/** The workers of a hub under chaos, the notes of their stages, and their log. */
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WorkerWiring, workerVariables } from '../../local/worker-variables.ts';
import { type Crew, createCrew } from './crew.ts';

export type Muster = { readonly crew: Crew; readonly notesFile: string; readonly logFile: string };

export const notesFolder = (): string => mkdtempSync(join(tmpdir(), 'asset-hub-chaos-notes-'));

export function muster(wiring: WorkerWiring, folder = notesFolder()): Muster {
  const notesFile = join(folder, 'notes.jsonl');
  const logFile = join(folder, 'workers.log');
  appendFileSync(notesFile, '');
  const crew = createCrew({
    // There is no group that an instance could be protected from.
    variables: { ...workerVariables(wiring, undefined)!, ASSET_HUB_SCALE_IN_PROTECTION: 'false' },
    notesFile,
    logFile,
    stageMilliseconds: 30,
  });
  return { crew, notesFile, logFile };
}
