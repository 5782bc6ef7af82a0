import type { Readable } from 'node:stream';

/** As much as a log line may carry. */
const TAIL_LENGTH = 8192;

export type OutputTail = { readonly text: () => string };

/** The end of what a process prints on these streams, which are read so that it never waits for a reader. */
export function keepTail(streams: readonly (Readable | null)[]): OutputTail {
  let tail = '';
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-TAIL_LENGTH);
    });
  }
  return { text: () => tail };
}
