/**
 * The part of a Pulumi stack file that is ours: `config:` with `aws:region` and `asset-hub:<section>`. Everything else in
 * it belongs to Pulumi or to other programs and is left alone: salts, secret providers, encrypted values, other namespaces.
 */
import { HUB_REGIONS, type HubRegion } from '../catalog/regions.ts';
import { didYouMean, nearest } from '../yaml/did-you-mean.ts';
import { isMapping, type Located, locatedMapping } from '../yaml/located.ts';
import type { Problem } from '../yaml/problem.ts';

export const NAMESPACE = 'asset-hub';

export type StackSections = {
  /** A mapping of section to value. */
  readonly sections: Located;
  /** Undefined when there is a problem with it. */
  readonly region: HubRegion | undefined;
  readonly problems: readonly Problem[];
};

/** @param stackFile a whole stack file, as `parseLocated` gives it */
export function stackSections(stackFile: Located): StackSections {
  const config = isMapping(stackFile) ? stackFile.children.get('config') : undefined;
  if (!isMapping(config)) {
    const message = 'is missing: a stack file has the mapping config';
    const problem = {
      ...(config?.place ?? stackFile.place),
      path: 'config',
      message,
      hint: `write config: and below it ${NAMESPACE}:fleets:`,
    };
    return { sections: locatedMapping(stackFile.place, new Map()), region: undefined, problems: [problem] };
  }
  const sections = new Map<string, Located>();
  const problems: Problem[] = [];
  for (const [key, part] of config.children) {
    const [namespace = '', ...rest] = key.split(':');
    if (isSecret(part)) continue;
    if (namespace === NAMESPACE && rest.length > 0) sections.set(rest.join(':'), part);
    else problems.push(...problemsOfNamespace(key, namespace, part));
  }
  const region = regionOf(config);
  const keyed = { ...locatedMapping(config.place, sections), keyPlace: config.keyPlace };
  if (typeof region === 'string') return { sections: keyed, region, problems };
  return { sections: keyed, region: undefined, problems: [...problems, region] };
}

/** Pulumi writes an encrypted value as `{secure: ...}`. */
function isSecret(part: Located): boolean {
  return isMapping(part) && part.children.size === 1 && part.children.has('secure');
}

/** Other namespaces are none of our business, but one that is nearly ours is a slip that would go unnoticed. */
function problemsOfNamespace(key: string, namespace: string, part: Located): readonly Problem[] {
  const isBare = !key.includes(':');
  if (!isBare && nearest(namespace, [NAMESPACE]) === undefined) return [];
  const name = isBare ? key : key.slice(namespace.length + 1);
  const message = isBare
    ? 'has no namespace, so nobody reads it'
    : `is in no namespace anybody reads (saw ${namespace})`;
  return [{ ...part.keyPlace, path: key, message, hint: `did you mean ${NAMESPACE}:${name}?` }];
}

function regionOf(config: Located): HubRegion | Problem {
  const part = config.children?.get('aws:region');
  const known = HUB_REGIONS.find(region => region === part?.value);
  if (known !== undefined) return known;
  const rule = `must be a region the catalog has prices for: ${HUB_REGIONS.join(', ')}`;
  if (part === undefined)
    return {
      ...config.keyPlace,
      path: 'aws:region',
      message: `is missing: it ${rule}`,
      hint: 'add aws:region: us-east-1',
    };
  return {
    ...part.place,
    path: 'aws:region',
    message: `${rule} (saw ${String(part.value)})`,
    hint: didYouMean(String(part.value), HUB_REGIONS),
  };
}
