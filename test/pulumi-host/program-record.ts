/**
 * What a Pulumi program asked its engine for, as plain data that survives JSON. Everything a program can influence is
 * here; what only a real cloud can answer (ids, ARNs) is made up, the same in every run.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Stands where a preview cannot know the value yet. A whole value, never a part of a string: so Pulumi has it, too. */
export const UNKNOWN = '<unknown>';

export type ProgramRecord = {
  readonly project: string;
  readonly stack: string;
  readonly isPreview: boolean;
  /** 0: fine. 32: failed, and the person has been told why. Anything else: failed, and the host adds a message. */
  readonly exitCode: number;
  /** In the order of their URNs, so that two runs of one program are equal; registration itself is concurrent. */
  readonly resources: readonly ResourceRecord[];
  /** What components, and the stack itself, gave to registerOutputs, by URN. */
  readonly outputs: Readonly<Record<string, JsonObject>>;
  /** What the program exports: the stack's own outputs. Empty when it failed before it could export. */
  readonly stackOutputs: JsonObject;
  readonly stackOutputSecretPaths: readonly string[];
  /** Without debug messages and colours, in the order of their arrival. */
  readonly logs: readonly LogRecord[];
  readonly invokes: readonly InvokeRecord[];
  readonly stdout: string;
  readonly stderr: string;
};

export type ResourceRecord = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Backed by a provider, as opposed to a component. */
  readonly isCustom: boolean;
  /** A component whose children another process makes, as awsx.ec2.Vpc; the record holds no children of it. */
  readonly isRemote: boolean;
  /** Absent only for the stack. */
  readonly parentUrn?: string;
  /** The explicit provider of a resource; absent: the default one. */
  readonly providerUrn?: string;
  /** The providers a component hands to its children, by package. */
  readonly providerUrns: Readonly<Record<string, string>>;
  /** Secrets unwrapped, references to resources replaced by their id (URN if they have none). */
  readonly inputs: JsonObject;
  /** Paths in `inputs` that are secret, as `environment.variables.KEY` or `rules[0].value`. */
  readonly secretPaths: readonly string[];
  /** Absent for components, and in a preview. */
  readonly id?: string;
  /** What the engine answered: the inputs, the name AWS would show, and in an update what AWS adds. */
  readonly state: JsonObject;
  /** The property that holds the name AWS would show; absent when the type has none. */
  readonly nameProperty?: string;
  /** Own or inherited, as the engine decides it; so is retainOnDelete. */
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly aliases: readonly AliasRecord[];
  /** URNs, sorted. What was named by dependsOn and what the inputs come from. */
  readonly dependencies: readonly string[];
  /** URNs each input comes from, sorted; inputs that come from nowhere are left out. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly customTimeouts: Readonly<Record<string, string>>;
  /** Where it was constructed, relative to the project. Absent when the stack trace does not say. */
  readonly sourcePosition?: { readonly file: string; readonly line: number };
};

/** A URN, or the parts that differ from the resource that carries the alias. */
export type AliasRecord =
  | { readonly urn: string }
  | {
      readonly name?: string;
      readonly type?: string;
      readonly stack?: string;
      readonly project?: string;
      readonly parentUrn?: string;
      readonly noParent?: true;
    };

export type LogRecord = { readonly severity: 'info' | 'warning' | 'error'; readonly message: string };

export type InvokeRecord = { readonly token: string; readonly args: JsonObject };
