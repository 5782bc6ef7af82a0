/** The options of a registration: parent, providers, protection, dependencies and where it was written. */
import { relative } from 'node:path';
import type { Alias } from '@pulumi/pulumi/proto/alias_pb.js';
import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb.js';
import type { AliasRecord, ResourceRecord } from './program-record.ts';

type OptionNames =
  | 'parentUrn'
  | 'providerUrn'
  | 'providerUrns'
  | 'protect'
  | 'retainOnDelete'
  | 'ignoreChanges'
  | 'replaceOnChanges'
  | 'deleteBeforeReplace'
  | 'aliases'
  | 'dependencies'
  | 'propertyDependencies'
  | 'customTimeouts'
  | 'sourcePosition';

/** `parent` is the record of the parent, whose protect and retainOnDelete hold where the child says nothing. */
export function resourceOptions(
  request: RegisterResourceRequest,
  projectFolder: string,
  parent: ResourceRecord | undefined,
): Pick<ResourceRecord, OptionNames> {
  const sourcePosition = sourcePositionOf(request, projectFolder);
  return {
    ...(request.getParent() === '' ? {} : { parentUrn: request.getParent() }),
    ...(request.getProvider() === '' ? {} : { providerUrn: urnOfProvider(request.getProvider()) }),
    providerUrns: Object.fromEntries(
      [...request.getProvidersMap().entries()].map(([name, reference]) => [name, urnOfProvider(reference)]),
    ),
    protect: (request.hasProtect() ? request.getProtect() : parent?.protect) ?? false,
    retainOnDelete: (request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete) ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    aliases: request.getAliasesList().map(aliasOf),
    dependencies: request.getDependenciesList().toSorted(),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()]
        .map(([key, dependencies]): [string, string[]] => [key, dependencies.getUrnsList().toSorted()])
        .filter(([, urns]) => urns.length > 0),
    ),
    customTimeouts: customTimeoutsOf(request),
    ...(sourcePosition === undefined ? {} : { sourcePosition }),
  };
}

/** A provider is referred to by `urn::id`. */
function urnOfProvider(reference: string): string {
  return reference.slice(0, reference.lastIndexOf('::'));
}

function aliasOf(alias: Alias): AliasRecord {
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  return {
    ...(spec.getName() === '' ? {} : { name: spec.getName() }),
    ...(spec.getType() === '' ? {} : { type: spec.getType() }),
    ...(spec.getStack() === '' ? {} : { stack: spec.getStack() }),
    ...(spec.getProject() === '' ? {} : { project: spec.getProject() }),
    ...(spec.hasParenturn() ? { parentUrn: spec.getParenturn() } : {}),
    ...(spec.getNoparent() ? { noParent: true } : {}),
  };
}

function customTimeoutsOf(request: RegisterResourceRequest): Readonly<Record<string, string>> {
  const timeouts = Object.entries(request.getCustomtimeouts()?.toObject() ?? {});
  return Object.fromEntries(timeouts.filter(([, duration]) => duration !== ''));
}

/**
 * Absent when the constructor was called from outside the project, or from the top of a module, which has no frame that
 * the SDK can read. The SDK takes the URL of an ES module for a relative path, so what counts is its last `file:`.
 */
function sourcePositionOf(
  request: RegisterResourceRequest,
  projectFolder: string,
): ResourceRecord['sourcePosition'] | undefined {
  const position = request.getSourceposition();
  if (position === undefined) return undefined;
  const file = relative(projectFolder, position.getUri().replace(/^.*file:\/*/, '/'));
  return file.startsWith('..') ? undefined : { file, line: position.getLine() };
}
