/** Arguments of Pulumi resources as the provider gets them: no inputs, no outputs, nothing that is undefined. */
import type { Unwrap } from '@pulumi/pulumi';

/** @param args made of plain values only, as a pure function makes them in a test */
export function plainArgs<Args>(args: Args): Unwrap<Args> {
  return JSON.parse(JSON.stringify(args)) as Unwrap<Args>;
}

/**
 * Ends a mapping: what it has not taken must not exist, or a part of what is deployed would stay unproven.
 *
 * @throws Error naming the arguments that the mapping does not know
 */
export function nothingLeft(what: string, rest: object): void {
  const names = Object.keys(rest);
  if (names.length > 0) throw new Error(`the calls of ${what} do not know ${names.join(', ')}`);
}
