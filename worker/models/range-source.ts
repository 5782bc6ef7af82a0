/** Where the bytes of a large file come from: a web server or a bucket. Both can be asked for a part of it. */
import { HubError } from '../../hub/errors.ts';

export type SourceFacts = {
  readonly byteCount: number;
  /** Changes with the bytes (ETag). Undefined: nobody can tell, so an interrupted download starts anew. */
  readonly version: string | undefined;
  /** Without, the file comes in one piece or not at all. */
  readonly hasRanges: boolean;
};

export type RangeSource = {
  /** For messages. */
  readonly name: string;
  readonly describe: (signal?: AbortSignal) => Promise<SourceFacts>;
  /**
   * Bytes from..to, `to` not included; of a file without ranges all of them.
   * @throws SourceRefused when asking again is of no use
   */
  readonly read: (
    from: number,
    to: number,
    facts: SourceFacts,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<Uint8Array>>;
};

/** The source has said no: no such file, no permission, or other bytes than before. */
export class SourceRefused extends HubError {
  constructor(name: string, why: string, hint: string) {
    super('MODEL_FILE', `${name} ${why}`, { hint });
  }
}
