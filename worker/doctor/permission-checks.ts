/**
 * The worker's rights on AWS, each proved by a call that changes nothing: it asks for what is not there, and AWS looks at the
 * right before it looks for the thing. What cannot be asked for that way is named, and said to be unproven.
 */
import type { WorkerSettings } from '../settings.ts';
import { type Check, fine, unproven, wrong } from './finding.ts';
import type { AwsClients } from './harmless-calls.ts';
import { harmlessCalls, UNPROVEN_RIGHTS } from './harmless-calls.ts';

/** By name or status: services differ in what they call it. */
const isDenied = (error: unknown): boolean => {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return /AccessDenied|AuthorizationError|NotAuthorized|Forbidden/.test(name) || $metadata?.httpStatusCode === 403;
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

export function permissionChecks(settings: WorkerSettings, clients: AwsClients): readonly Check[] {
  const proved = harmlessCalls(settings, clients).map(
    ({ action, call, expected }): Check => ({
      name: action,
      run: async () => {
        try {
          await call();
          return fine('allowed');
        } catch (error) {
          if (expected.test(messageOf(error))) return fine('allowed');
          if (isDenied(error)) {
            return wrong(
              'denied',
              `deploy the stack: its role for ${settings.fleet} has ${action}; elsewhere check the credentials`,
            );
          }
          return wrong(messageOf(error), 'check region, names and network: AWS could not be asked');
        }
      },
    }),
  );
  const others = Object.entries(UNPROVEN_RIGHTS).map(
    ([name, why]): Check => ({ name, run: async () => unproven(why) }),
  );
  return [...proved, ...others];
}
