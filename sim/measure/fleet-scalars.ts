/** What the instances of one replication did, as single numbers. */
import type { Ratio, Seconds } from '../../hub/units.ts';
import type { RunRecord, Session } from '../model/run-record.ts';
import { instancesPeak } from './instances-peak.ts';
import { metricKey } from './metric-key.ts';

export type Scalars = Record<string, number | null>;

/**
 * - `instances_peak{market}`: most instances billed at one time, filling the warm pool included.
 * - `utilization_ratio`: seconds of work that counted / seconds that instances ran (before rounding to whole seconds,
 *   and also the hours that an interruption made free); null when no instance ran.
 * - `interruptions`: Spot instances taken back.
 * - `redone_seconds`: instance seconds on work that was lost and done again, or done twice.
 */
export function fleetScalars({ sessions, counts }: RunRecord): Scalars {
  const ofMarket = (market: Session['market']) => sessions.filter(session => session.market === market);
  return {
    instances_peak: instancesPeak(sessions),
    [metricKey('instances_peak', 'market', 'on-demand')]: instancesPeak(ofMarket('onDemand')),
    [metricKey('instances_peak', 'market', 'spot')]: instancesPeak(ofMarket('spot')),
    utilization_ratio: utilizationOf(sessions),
    interruptions: counts.interruptions,
    redone_seconds: sum(sessions, session => session.redoSeconds),
  };
}

function utilizationOf(sessions: readonly Session[]): Ratio | null {
  const ranSeconds = sum(sessions, session => session.endSeconds - session.startSeconds);
  return ranSeconds === 0 ? null : sum(sessions, session => session.usefulSeconds) / ranSeconds;
}

function sum(sessions: readonly Session[], secondsOf: (session: Session) => Seconds): Seconds {
  let total = 0;
  for (const session of sessions) total += secondsOf(session);
  return total;
}
