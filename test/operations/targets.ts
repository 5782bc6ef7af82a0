/** `--target` of Pulumi: which resources an update is about, and whether that can stand alone. */
import type { ProgramRecord, ResourceRecord } from '../pulumi-host/program-record.ts';

/** Always part of an update: the stack, and providers (pulumi/pulumi pull request 14238, 2023-10 [H]). */
const isAlwaysIncluded = ({ type }: ResourceRecord): boolean =>
  type === 'pulumi:pulumi:Stack' || type.startsWith('pulumi:providers:');

/** `**` stands for anything, `*` for anything without a colon (Pulumi CLI, the wildcards of `--target` [H]). */
function matcherOf(target: string): RegExp {
  const pattern = target
    .split('**')
    .map(part => part.split('*').map(escaped).join('[^:]*'))
    .join('.*');
  return new RegExp(`^${pattern}$`);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The resources that `targets` name; all when there are none.
 *
 * @throws Error when one names nothing, or what they name needs what they do not name
 */
export function targeted({ resources }: ProgramRecord, targets: readonly string[]): readonly ResourceRecord[] {
  if (targets.length === 0) return resources;
  const matchers = targets.map(matcherOf);
  for (const [index, matcher] of matchers.entries()) {
    if (!resources.some(({ urn }) => matcher.test(urn))) throw new Error(`no resource is ${targets[index]}`);
  }
  const chosen = resources.filter(each => isAlwaysIncluded(each) || matchers.some(matcher => matcher.test(each.urn)));
  const urns = new Set(chosen.map(({ urn }) => urn));
  for (const { urn, parentUrn, dependencies } of chosen) {
    const missing = [...(parentUrn === undefined ? [] : [parentUrn]), ...dependencies].find(
      needed => !urns.has(needed),
    );
    if (missing !== undefined) throw new Error(`${urn} depends on ${missing}, which is no target`);
  }
  return chosen;
}
