/** A stack in a few lines, as a rule across it sees one. */
import { type PolicyResource, unknownCheckingProxy } from '@pulumi/policy';

export type SpecimenResource = {
  readonly type: string;
  /** Also what others call it in `from` and `parent`. */
  readonly name: string;
  readonly props?: object;
  readonly parent?: string;
  /** Input -> names of the resources it was given something of. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
};

/** @example policyResources([{ type: QUEUE, name: 'q' }, { type: QUEUE_POLICY, name: 'p', from: { queueUrl: ['q'] } }]) */
export function policyResources(specimens: readonly SpecimenResource[]): readonly PolicyResource[] {
  const resources = new Map(specimens.map(specimen => [specimen.name, bareResource(specimen)]));
  const named = (name: string): PolicyResource => {
    const resource = resources.get(name);
    if (resource === undefined) throw new Error(`no specimen is called ${name}`);
    return resource;
  };
  for (const { name, parent, from = {} } of specimens) {
    const resource = named(name);
    if (parent !== undefined) resource.parent = named(parent);
    for (const [input, names] of Object.entries(from)) resource.propertyDependencies[input] = names.map(named);
  }
  return [...resources.values()];
}

function bareResource({ type, name, props = {} }: SpecimenResource): PolicyResource {
  return {
    type,
    name,
    urn: specimenUrn(type, name),
    props: unknownCheckingProxy(props),
    opts: NO_OPTIONS,
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}

export const specimenUrn = (type: string, name: string): string => `urn:pulumi:test::specimens::${type}::${name}`;

export const NO_OPTIONS = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};
