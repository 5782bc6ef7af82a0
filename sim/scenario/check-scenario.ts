/**
 * What no single field can tell: whether a scenario ends, fits its horizon and fits in memory. A finding is a place, a
 * rule and an action; errors refuse the scenario, warnings only speak.
 */
import type { Seconds } from '../../hub/units.ts';
import { type ArrivalSource, JOB_COUNT_MAX } from './arrival-sources.ts';
import { arrivalSpan } from './arrival-span.ts';
import type { Scenario } from './scenario.ts';

export type Finding = {
  readonly severity: 'error' | 'warning';
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
};

/** All findings, in the order of the file. */
export function checkScenario(scenario: Scenario): readonly Finding[] {
  const findings = scenario.arrivals.flatMap((source, index) => checkSource(source, ['arrivals', index], scenario));
  return [...findings, ...checkJobCount(scenario), ...checkWarmup(scenario), ...checkSpotEvents(scenario)];
}

/** The longest a run can last. */
export function horizonSecondsMax(scenario: Scenario): Seconds {
  return scenario.horizon.kind === 'fixed' ? scenario.horizon.seconds : scenario.horizon.maxSeconds;
}

function checkSource(source: ArrivalSource, path: Finding['path'], scenario: Scenario): readonly Finding[] {
  const horizonSeconds = horizonSecondsMax(scenario);
  const { lastSeconds } = arrivalSpan(source, horizonSeconds);
  if (lastSeconds === Infinity && scenario.horizon.kind === 'settled') return [neverEnds(source, path)];
  if (lastSeconds === undefined || lastSeconds === Infinity || lastSeconds <= horizonSeconds) return [];
  return [
    {
      severity: 'warning',
      path,
      message: `arrivals go on for ${lastSeconds} s, but the run ends at ${horizonSeconds} s: the later ones are never seen`,
      hint: `raise the horizon to at least ${lastSeconds} s or let the arrivals stop earlier`,
    },
  ];
}

function neverEnds(source: ArrivalSource, path: Finding['path']): Finding {
  const field = source.kind === 'closedLoop' ? 'jobsPerUser' : 'untilSeconds';
  return {
    severity: 'error',
    path,
    message: `must stop by itself under a settled horizon, which waits until all jobs have ended (saw no ${field})`,
    hint: `set ${field}, or set horizon to { kind: fixed, seconds: ... }`,
  };
}

function checkJobCount(scenario: Scenario): readonly Finding[] {
  const horizonSeconds = horizonSecondsMax(scenario);
  const jobCount = scenario.arrivals.reduce(
    (sum, source) => sum + (arrivalSpan(source, horizonSeconds).expectedCount ?? 0),
    0,
  );
  if (jobCount <= JOB_COUNT_MAX) return [];
  return [
    {
      severity: 'error',
      path: ['arrivals'],
      message: `must bring at most ${JOB_COUNT_MAX} jobs in all, since a run keeps each in memory (saw about ${Math.round(jobCount)})`,
      hint: 'lower the rates or the horizon, or simulate a part of the traffic and scale the fleet with it',
    },
  ];
}

function checkWarmup(scenario: Scenario): readonly Finding[] {
  const { warmup, horizon } = scenario;
  if (warmup.kind === 'none') return [];
  if (warmup.kind === 'seconds' && warmup.seconds >= horizonSecondsMax(scenario)) {
    return [
      {
        severity: 'error',
        path: ['warmup', 'seconds'],
        message: `must be less than the horizon (saw ${warmup.seconds}, horizon ${horizonSecondsMax(scenario)})`,
        hint: 'lower warmup.seconds or raise the horizon',
      },
    ];
  }
  if (horizon.kind === 'fixed' || !scenario.arrivals.some(source => source.kind === 'flashCrowd')) return [];
  return [
    {
      severity: 'warning',
      path: ['warmup'],
      message: 'leaves out the start of the run, and with it the jobs of a flash crowd',
      hint: 'set warmup to { kind: none } when the crowd is what you study',
    },
  ];
}

function checkSpotEvents(scenario: Scenario): readonly Finding[] {
  const horizonSeconds = horizonSecondsMax(scenario);
  return scenario.spotEvents.flatMap((event, index): Finding[] =>
    event.atSeconds < horizonSeconds
      ? []
      : [
          {
            severity: 'warning',
            path: ['spotEvents', index, 'atSeconds'],
            message: `comes after the end of the run (saw ${event.atSeconds}, horizon ${horizonSeconds})`,
            hint: 'move it before the horizon or remove it',
          },
        ],
  );
}
