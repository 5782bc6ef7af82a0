/** A record with a defect planted into it. */
import type { JsonObject, ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';
import { single } from '../pulumi-host/queries.ts';

export type Which = { readonly type: string; readonly name: string };

/** The record in which one resource was asked for, and made, with some inputs changed. */
export function withInputs(record: ProgramRecord, which: Which, changes: JsonObject): ProgramRecord {
  const { urn } = single(record, which);
  return withResources(
    record,
    record.resources.map(resource => (resource.urn === urn ? changed(resource, changes) : resource)),
  );
}

/** The record without one resource. */
export function without(record: ProgramRecord, which: Which): ProgramRecord {
  const { urn } = single(record, which);
  return withResources(
    record,
    record.resources.filter(resource => resource.urn !== urn),
  );
}

/** The record with one more resource, like another but of another type and with other inputs. */
export function withAnother(record: ProgramRecord, like: Which, type: string, inputs: JsonObject): ProgramRecord {
  const model = single(record, like);
  const name = `${model.name}-2`;
  const urn = model.urn.replace(`${model.type}::${model.name}`, `${type}::${name}`);
  return withResources(record, [...record.resources, { ...model, urn, type, name, inputs, state: inputs }]);
}

/** The record whose stack exports something else. */
export function withStackOutputs(record: ProgramRecord, changes: JsonObject): ProgramRecord {
  const { urn } = single(record, { type: 'pulumi:pulumi:Stack' });
  const stackOutputs = { ...record.stackOutputs, ...changes };
  return { ...record, stackOutputs, outputs: { ...record.outputs, [urn]: stackOutputs } };
}

const withResources = (record: ProgramRecord, resources: readonly ResourceRecord[]): ProgramRecord => ({
  ...record,
  resources,
});

const changed = (resource: ResourceRecord, changes: JsonObject): ResourceRecord => ({
  ...resource,
  inputs: { ...resource.inputs, ...changes },
  state: { ...resource.state, ...changes },
});
