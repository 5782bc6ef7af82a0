/** The users of a scenario, one after the other in the plan's time: the same ones that the simulator's first replication sees. */

import { HubError } from '../../hub/errors.ts';
import type { JobKind } from '../../hub/job/job-kind.ts';
import { KIND_STAGES } from '../../hub/job/job-kind.ts';
import type { Seconds } from '../../hub/units.ts';
import type { Arrivals } from '../../sim/model/arrivals/create-arrivals.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { sleep } from '../environment.ts';
import type { PlanClock } from '../hub/plan-clock.ts';
import type { Submitted } from './observe-run.ts';

export type SendPorts = {
  readonly scenario: Scenario;
  readonly arrivals: Arrivals;
  readonly clock: PlanClock;
  /** @returns undefined when the hub refused it */
  readonly submit: (caller: string, kind: JobKind) => Promise<string | undefined>;
  readonly onSubmitted: (submitted: Submitted, user: number) => void;
  readonly onError: (error: unknown) => void;
};

export type Sending = {
  /** Comes back when nobody is due any more. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Nobody is due, and all who came have been answered. */
  readonly isDry: () => boolean;
};

/** A user of a closed loop may come back at any time; it is looked for that often. */
const LOOK_SECONDS: Seconds = 0.05;

/** @throws HubError USAGE for a kind of job that begins with a file of the user's */
export function requireSendable({ arrivals }: Scenario): void {
  for (const { job } of arrivals) {
    if (KIND_STAGES[job].upload === undefined) continue;
    throw new HubError('USAGE', `a replay cannot submit jobs of kind ${job}, which begin with an upload`, {
      hint: 'give its arrivals the kind character or image',
    });
  }
}

export function sendArrivals({ scenario, arrivals, clock, submit, onSubmitted, onError }: SendPorts): Sending {
  let openCount = 0;
  let sentCount = 0;
  async function send(atSeconds: Seconds, source: number, region: number, user: number): Promise<void> {
    openCount += 1;
    sentCount += 1;
    try {
      const jobId = await submit(`user-${sentCount}`, scenario.arrivals[source]!.job);
      onSubmitted({ atSeconds, source, region, jobId }, user);
    } catch (error) {
      onError(error);
      onSubmitted({ atSeconds, source, region, jobId: undefined }, user);
    } finally {
      openCount -= 1;
    }
  }
  return {
    isDry: () => openCount === 0 && arrivals.peekSeconds() === Number.POSITIVE_INFINITY,
    run: async signal => {
      while (!signal.aborted) {
        const dueSeconds = arrivals.peekSeconds();
        const waitSeconds = clock.wallSecondsUntil(dueSeconds);
        if (waitSeconds > 0) {
          await sleep(Math.min(waitSeconds, LOOK_SECONDS), signal);
          continue;
        }
        arrivals.take();
        void send(dueSeconds, arrivals.source, arrivals.region, arrivals.user);
      }
    },
  };
}
