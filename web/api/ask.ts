/** Every way in which asking the API can end, as a value. */
import type { Problem } from './seen-job.ts';

export type Asked<Value> =
  | { readonly kind: 'answered'; readonly value: Value; readonly response: Response }
  /** What is known is still so. */
  | { readonly kind: 'unchanged'; readonly response: Response }
  /** The API said no, and why. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly retryAfterSeconds: number | undefined }
  /** The token is missing, or has expired. */
  | { readonly kind: 'signed-out' }
  /** No network, no server, or a server that only fails. */
  | { readonly kind: 'unreachable' };

type Fetched<Value> = { readonly data?: Value; readonly error?: unknown; readonly response: Response };

/** @param call one request of the typed client; throws when the network does */
export async function ask<Value>(call: () => Promise<Fetched<Value>>): Promise<Asked<Value>> {
  let fetched: Fetched<Value>;
  try {
    fetched = await call();
  } catch {
    return { kind: 'unreachable' };
  }
  const { data, error, response } = fetched;
  if (response.ok && data !== undefined) return { kind: 'answered', value: data, response };
  if (response.status === 304) return { kind: 'unchanged', response };
  if (response.status === 401) return { kind: 'signed-out' };
  // A proxy's page of HTML, or a hub that is being started: nothing that a player could mend.
  if (!isProblem(error)) return { kind: 'unreachable' };
  return { kind: 'refused', problem: error, retryAfterSeconds: retryAfterSecondsOf(response) };
}

/** Undefined when there is none: the job has ended. */
export function retryAfterSecondsOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && typeof (error as { code?: unknown }).code === 'string';
