/** One registration: what a first preview or update answers, and the record that stays of it. */
import { createHash } from 'node:crypto';
import resourceProto from '@pulumi/pulumi/proto/resource_pb.js';
import { kindOf } from './kinds/kind-of.ts';
import { physicalName } from './physical-name.ts';
import { plainValue, WIRE_UNKNOWN, wireSecret } from './plain-value.ts';
import type { Json, JsonObject, ResourceRecord } from './program-record.ts';
import type { RecordingEngineOptions } from './recording-engine.ts';
import { resourceOptions } from './resource-options.ts';
import { structOf, wireOf } from './wire-struct.ts';

type Request = resourceProto.RegisterResourceRequest;

/**
 * Adds the record to `resources`.
 *
 * @throws Error for a URN that is taken, as the engine does
 */
export function registerResource(
  request: Request,
  options: RecordingEngineOptions,
  resources: Map<string, ResourceRecord>,
): resourceProto.RegisterResourceResponse {
  const urn = urnOf(request, options);
  if (resources.has(urn)) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  const wire = wireOf(request.getObject());
  const { value: inputs, secretPaths } = plainValue(wire);
  const answer = answerOf(request, urn, inputs, options);
  resources.set(urn, {
    urn,
    type: request.getType(),
    name: request.getName(),
    isCustom: request.getCustom(),
    isRemote: request.getRemote(),
    inputs,
    secretPaths,
    ...answer,
    ...resourceOptions(request, options.projectFolder, resources.get(request.getParent())),
  });

  const response = new resourceProto.RegisterResourceResponse().setUrn(urn);
  if (answer.id !== undefined) response.setId(answer.id);
  return response.setObject(structOf({ ...addedTo(wire, answer.state, request, options.isPreview), ...wire }));
}

/** What the program gave goes back as it came, with its secrets; this is what is new. */
function addedTo(wire: JsonObject, state: JsonObject, request: Request, isPreview: boolean): JsonObject {
  const secrets = request.getAdditionalsecretoutputsList();
  const unknown = isPreview ? secrets.map((key): [string, Json] => [key, wireSecret(WIRE_UNKNOWN)]) : [];
  const known = Object.entries(state)
    .filter(([key]) => !(key in wire))
    .map(([key, value]): [string, Json] => [key, secrets.includes(key) ? wireSecret(value) : value]);
  return Object.fromEntries([...unknown, ...known]);
}

/** The type of a URN is the chain of types from below the stack down to the resource: `a$b$c`. */
function urnOf(request: Request, { root }: RecordingEngineOptions): string {
  const parentType = request.getParent().split('::')[2] ?? '';
  const chain = parentType === '' || parentType === 'pulumi:pulumi:Stack' ? '' : `${parentType}$`;
  return `urn:pulumi:${root.stack}::${root.project}::${chain}${request.getType()}::${request.getName()}`;
}

/**
 * A preview knows what the program gave and the name a resource will have; an update knows all. Local components are
 * told nothing, since they compute their outputs themselves.
 */
function answerOf(
  request: Request,
  urn: string,
  inputs: JsonObject,
  { root, isPreview }: RecordingEngineOptions,
): Pick<ResourceRecord, 'id' | 'state' | 'nameProperty'> {
  if (!request.getCustom() && !request.getRemote()) return { state: inputs };
  const { nameProperty, idOf, outputsOf } = kindOf(request.getType());
  const hash = createHash('sha256').update(urn).digest('hex');
  const given = nameProperty === undefined ? undefined : inputs[nameProperty];
  const name = typeof given === 'string' ? given : physicalName(request.getName(), root, hash);
  const known: JsonObject = nameProperty === undefined ? inputs : { ...inputs, [nameProperty]: name };
  const naming = nameProperty === undefined ? {} : { nameProperty };
  if (isPreview) return { ...naming, state: known };
  const region = root.config['aws:config:region'] ?? 'us-east-1';
  const made = { name, inputs, hash, region };
  const id = request.getCustom() ? idOf(made) : undefined;
  return {
    ...naming,
    ...(id === undefined ? {} : { id }),
    state: { ...known, ...outputsOf({ ...made, id: id ?? '' }), ...inputs },
  };
}
