/** Finds outputs that the recording engine does not know: where a preview has an unknown, an update must have a value. */
import type { Json, JsonObject, ProgramRecord } from './program-record.ts';
import { inputAt, unknownPaths } from './queries.ts';

/**
 * Two records of the same program and stack. Without this check an output that is missing from test/pulumi-host/kinds
 * would be a property that silently vanishes from whatever reads it.
 *
 * @returns a sentence for each place
 */
export function missingOutputs(previewed: ProgramRecord, updated: ProgramRecord): string[] {
  const inUpdate = new Map(updated.resources.map(({ urn, inputs }) => [urn, inputs]));
  return [
    ...previewed.resources.flatMap(({ urn, inputs }) => missing(`input of ${urn}`, inputs, inUpdate.get(urn))),
    ...Object.entries(previewed.outputs).flatMap(([urn, outputs]) =>
      missing(`output of ${urn}`, outputs, updated.outputs[urn]),
    ),
  ];
}

function missing(what: string, previewed: JsonObject, updated: JsonObject = {}): string[] {
  return unknownPaths(previewed)
    .filter(path => !isKnown(inputAt({ inputs: updated }, path)))
    .map(path => `${path}, an ${what}, is nothing in an update: test/pulumi-host/kinds lacks the output it comes from`);
}

/** JavaScript writes 'undefined' where a text is put together from nothing. */
function isKnown(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  return !JSON.stringify(value).includes('undefined') && unknownPaths(value).length === 0;
}
