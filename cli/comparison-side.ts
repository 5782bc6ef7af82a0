/** What a study is compared with: a kept result, or a plan that is played along with the same random numbers. */
import type { EffectiveValue } from '../hub/plan/effective-values.ts';
import { parseBaseline, type Side, type SideOutline } from '../sim/gate/parse-baseline.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import type { StudyResult } from '../sim/study/study-result.ts';
import { type LoadedStudy, loadStudy } from './load-study.ts';
import { readText } from './read-text.ts';

/** One of two sides before anything is simulated. */
export type OpenSide =
  | { readonly kind: 'kept'; readonly side: Side }
  | { readonly kind: 'played'; readonly name: string; readonly study: LoadedStudy };

/** @throws HubError FILE_UNREADABLE or BASELINE_INVALID */
export async function openKept(file: string, folder: string): Promise<OpenSide> {
  return { kind: 'kept', side: parseBaseline(await readText('baseline', file, folder), file) };
}

/** A loaded study that will be played as often as it may: pairs need a number that is known before. */
export function openPlayed(name: string, study: LoadedStudy): OpenSide {
  return { kind: 'played', name, study: { ...study, input: playedToTheEnd(study.input) } };
}

/** Loads and opens in one. */
export async function openStudy(name: string, ...load: Parameters<typeof loadStudy>): Promise<OpenSide> {
  return openPlayed(name, await loadStudy(...load));
}

/**
 * Looking at the interval after every ten and stopping when it is narrow would make false alarms more frequent than is said,
 * so a comparison takes all replications of its scenario.
 */
export function playedToTheEnd(input: SimulationInput): SimulationInput {
  const { replications } = input.scenario;
  return {
    ...input,
    scenario: { ...input.scenario, replications: { ...replications, min: replications.max } },
  };
}

/** A side as it is once its study was played. */
export function sideOf(name: string, about: LoadedStudy['about'], result: StudyResult): Side {
  return {
    name,
    stack: about.stack,
    toolVersion: about.toolVersion,
    scenarioSha256: about.scenarioSha256,
    seed: result.seed,
    replications: result.replications,
    values: result.values,
    settings: settingsOf(about.settings()),
  };
}

/** What a side is compared by, known before it is played. */
export function outlineOf(open: OpenSide): SideOutline {
  if (open.kind === 'kept') return open.side;
  const { about, input } = open.study;
  return { name: open.name, seed: input.seed, scenarioSha256: about.scenarioSha256 };
}

const settingsOf = (settings: readonly EffectiveValue[]): Side['settings'] =>
  Object.fromEntries(settings.map(({ path, value }) => [path, value ?? null]));
