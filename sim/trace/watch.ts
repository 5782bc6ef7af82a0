/** What the watcher knows: how far it has told each list of the world, and what it will have to tell. */
import type { Seconds } from '../../hub/units.ts';
import type { Session } from '../model/run-record.ts';
import type { World } from '../model/world.ts';
import type { WatchedInstance } from './watched-instance.ts';

export type Watch = {
  readonly world: World;
  /** All that are not gone. */
  watched: WatchedInstance[];
  /** How far each list of the world has been told. */
  instanceCount: number;
  jobCount: number;
  sessionCount: number;
  decisionCount: number;
  minuteCount: number;
  rejectedCount: number;
  sendCount: number;
  capacityFailureCount: number;
  quotaFailureCount: number;
  openJobCount: number;
  readonly sessionNumbers: Map<Session, number>;
  /** [job]: when a message that is hidden becomes visible, and since when one that came back is. */
  readonly hiddenUntilSeconds: Map<number, Seconds>;
  readonly visibleSinceSeconds: Map<number, Seconds>;
  readonly backoffs: boolean[];
};

export function createWatch(world: World): Watch {
  return {
    world,
    watched: [],
    instanceCount: 0,
    jobCount: 0,
    sessionCount: 0,
    decisionCount: 0,
    minuteCount: 0,
    rejectedCount: 0,
    sendCount: 0,
    capacityFailureCount: 0,
    quotaFailureCount: 0,
    openJobCount: 0,
    sessionNumbers: new Map(),
    hiddenUntilSeconds: new Map(),
    visibleSinceSeconds: new Map(),
    backoffs: [],
  };
}
