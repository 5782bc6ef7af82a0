/** The address: the job's id stands behind `#`, so that no server has to know the page's places, and none learns them. */
import type { Route } from './app-state.ts';

export const hashOf = (route: Route): string => (route.kind === 'home' ? '#/' : `#/jobs/${route.jobId}`);

export function routeOf(hash: string): Route {
  const jobId = /^#\/jobs\/([a-z2-7]{26})$/.exec(hash)?.[1];
  return jobId === undefined ? { kind: 'home' } : { kind: 'job', jobId };
}
