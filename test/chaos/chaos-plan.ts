import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { stackPlan } from '../kit/stack-plan.ts';

/** Short leases, so that what is lost comes back soon. */
export const chaosPlan = (receiveCountMax: number): HubPlan => {
  const plan = stackPlan('dev');
  const times = { visibilityTimeoutSeconds: 6, heartbeatSeconds: 1, longPollSeconds: 1, receiveCountMax };
  return {
    ...plan,
    queues: plan.queues.map(queue => ({ ...queue, ...times })),
    worker: { ...plan.worker, retryBackoffSeconds: 0 },
    admission: { ...plan.admission, jobsPerCallerMax: 10_000, jobsInSystemMax: 10_000 },
  };
};
