/**
 * The instance metadata service, version 2: a token first, then questions. Invariant: "it is not there" (404, as for a notice
 * that has not come) and "nobody answered" are told apart, so that silence is never taken for good news.
 */
import type { Seconds } from '../../hub/units.ts';

export type MetadataAnswer =
  | { readonly kind: 'found'; readonly text: string }
  /** The service answers, and knows no such thing (yet). */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly error: unknown };

export type MetadataClient = {
  /** @param path below `latest/meta-data/` */
  readonly read: (path: string) => Promise<MetadataAnswer>;
};

export type MetadataSettings = {
  /** Without a path, as AWS_EC2_METADATA_SERVICE_ENDPOINT has it. */
  readonly endpoint?: string | undefined;
  readonly monotonicSeconds: () => Seconds;
  /** One request; the service is on the same host and answers in milliseconds. */
  readonly requestSecondsMax?: Seconds;
};

/** Link-local, on every EC2 instance (EC2 guide, instance metadata, 2023-05-31 [H]). */
const ENDPOINT = 'http://169.254.169.254';
/** The longest that the service takes (EC2 guide, 2023-05-31 [H]). */
const TOKEN_SECONDS: Seconds = 21_600;
/** Renewed this much earlier, so that none runs out on its way. Own choice. */
const TOKEN_SPARE_SECONDS: Seconds = 60;
const REQUEST_SECONDS_MAX: Seconds = 2;

/** @example (await metadataClient({ monotonicSeconds }).read('instance-id'))   // { kind: 'found', text: 'i-0123' } */
export function metadataClient(settings: MetadataSettings): MetadataClient {
  const { monotonicSeconds, requestSecondsMax = REQUEST_SECONDS_MAX } = settings;
  const service = `${(settings.endpoint || ENDPOINT).replace(/\/$/, '')}/latest`;
  let token: { readonly text: string; readonly renewAtSeconds: Seconds } | undefined;

  const ask = (path: string, options: RequestInit): Promise<Response> =>
    fetch(`${service}/${path}`, { ...options, signal: AbortSignal.timeout(requestSecondsMax * 1000) });

  async function validToken(): Promise<string> {
    if (token !== undefined && monotonicSeconds() < token.renewAtSeconds) return token.text;
    const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': String(TOKEN_SECONDS) };
    const response = await ask('api/token', { method: 'PUT', headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`the metadata service gave no token: ${response.status}`);
    token = { text, renewAtSeconds: monotonicSeconds() + TOKEN_SECONDS - TOKEN_SPARE_SECONDS };
    return text;
  }

  async function readOnce(path: string): Promise<Response> {
    return ask(`meta-data/${path}`, { headers: { 'X-aws-ec2-metadata-token': await validToken() } });
  }

  return {
    read: async path => {
      try {
        let response = await readOnce(path);
        // The token is void, as after a stop and a start: a new one, once.
        if (response.status === 401) {
          await response.body?.cancel();
          token = undefined;
          response = await readOnce(path);
        }
        const text = await response.text();
        if (response.status === 404) return { kind: 'absent' };
        if (!response.ok) throw new Error(`the metadata service answered ${response.status} to ${path}`);
        return { kind: 'found', text: text.trim() };
      } catch (error) {
        return { kind: 'unreachable', error };
      }
    },
  };
}
