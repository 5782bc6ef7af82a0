/** What the installed provider packages say about the inputs of the resources we create, as data in schema.json. */
import { readFileSync } from 'node:fs';

/** Key: the property; with a `?` when it may be left out. Value: a type text (see type-text.ts). */
export type Fields = Readonly<Record<string, string>>;

export type ProviderSchema = {
  /** Version of each package it was made from. */
  readonly packages: Readonly<Record<string, string>>;
  /** By type token, `aws:sqs/queue:Queue`. */
  readonly resources: Readonly<Record<string, Fields>>;
  /** By name, `aws.ec2.LaunchTemplateMonitoring`: the fields of an object, or a type text for an enum. */
  readonly types: Readonly<Record<string, Fields | string>>;
};

/** The committed schema; generate.ts writes it. */
export const SCHEMA_FILE = new URL('./schema.json', import.meta.url);

/** The text of the file: one property a line, so that a new provider version reads well as a diff. */
export const renderSchema = (schema: ProviderSchema): string => `${JSON.stringify(schema, null, 2)}\n`;

export const readSchema = (): ProviderSchema => JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as ProviderSchema;
