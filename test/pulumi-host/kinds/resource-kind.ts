/**
 * What a provider would answer for one type of resource: its name, its id and its outputs, in the shapes AWS gives them.
 * Formats of ARNs: AWS Service Authorization Reference, read 2026-11 [M]; ids: the import sections of the Pulumi AWS
 * documentation, 7.48 [M].
 */
import type { JsonObject } from '../program-record.ts';

/** A resource the recording engine pretends to have made. */
export type Made = {
  /** In AWS. */
  readonly name: string;
  readonly inputs: JsonObject;
  /** 64 hexadecimal digits, its own in a stack and the same in each run: what looks random is cut from it. */
  readonly hash: string;
  readonly region: string;
};

export type ResourceKind = {
  /** The property that the provider fills with a name when the program gives none. */
  readonly nameProperty?: string;
  readonly idOf: (made: Made) => string;
  readonly outputsOf: (made: Made & { readonly id: string }) => JsonObject;
};

/** The example account of AWS's own documentation. */
export const ACCOUNT = '123456789012';

export type WithId = Made & { readonly id: string };

const nothing = (): JsonObject => ({});

export const byName = ({ name }: Made): string => name;
export const prefixed = (prefix: string) => (made: Made) => `${prefix}-${made.hash.slice(0, 17)}`;
export const fromInput = (key: string) => (made: Made) => String(made.inputs[key]);
export const uuid = ({ hash }: Made): string =>
  [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');

export const arn = (service: string, { region }: Made, rest: string): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
/** IAM, CloudFront and budgets have no region. */
export const globalArn = (service: string, rest: string): string => `arn:aws:${service}::${ACCOUNT}:${rest}`;

/** Most resources: named by `name`, and known by that name unless told otherwise. */
export const named = (outputsOf: (made: WithId) => JsonObject = nothing, idOf = byName): ResourceKind => ({
  nameProperty: 'name',
  idOf,
  outputsOf,
});
export const unnamed = (
  idOf: (made: Made) => string,
  outputsOf: (made: WithId) => JsonObject = nothing,
): ResourceKind => ({ idOf, outputsOf });
