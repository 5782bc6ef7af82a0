/** The name a resource gets in AWS when the program gives none. */
import type { ProgramRoot } from './program-root.ts';

/** The AWS provider's own way: the logical name and seven hexadecimal digits. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi's placeholders, not JavaScript's
const DEFAULT_PATTERN = '${name}-${hex(7)}';

/**
 * By `pulumi:autonaming` of the configuration. Where Pulumi is random, this takes the digits of `hash`, so that the
 * names of a stack never change between records.
 *
 * Source: pulumi.com/docs/iac/concepts/resources/names, read 2026-11. [M]
 *
 * @throws Error for a mode or a placeholder that is not supported here
 * @example physicalName('queue', { project: 'hub', stack: 'dev', config: {...'${project}-${name}-${hex(4)}'} }, '1a2b3c')
 *   // 'hub-queue-1a2b'
 */
export function physicalName(
  name: string,
  root: Pick<ProgramRoot, 'project' | 'stack' | 'config'>,
  hash: string,
): string {
  const pattern = patternOf(root.config['pulumi:config:autonaming']);
  return pattern.replace(/\$\{(\w+)(?:\((\d+)\))?\}/g, (placeholder, word: string, count = '') => {
    switch (word) {
      case 'name':
        return name;
      case 'project':
        return root.project;
      case 'stack':
        return root.stack;
      case 'hex':
        return hash.slice(0, Number(count));
      default:
        throw new Error(`pulumi:autonaming: the recording engine does not know ${placeholder}`);
    }
  });
}

function patternOf(setting: string | undefined): string {
  if (setting === undefined) return DEFAULT_PATTERN;
  const { pattern, ...others } = JSON.parse(setting) as { readonly pattern?: unknown };
  if (typeof pattern === 'string' && Object.keys(others).length === 0) return pattern;
  throw new Error(`pulumi:autonaming: the recording engine knows only { pattern }, saw ${setting}`);
}
