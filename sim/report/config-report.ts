/** Every setting that holds, with where it was written or why it is so: what `asset-sim config` shows. */
import type { EffectiveValue } from '../../hub/plan/effective-values.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import { SCHEMA_VERSION } from '../gate/parse-baseline.ts';
import { type Block, left } from './block.ts';
import { printSetting } from './print-setting.ts';
import { problemJson } from './study-json.ts';

export type ConfigReport = {
  readonly toolVersion: string;
  readonly stack: string;
  readonly region: string;
  /** The scenario whose `plan` section is laid over the stack; null when none was named. */
  readonly scenario: string | null;
  readonly values: readonly EffectiveValue[];
  readonly warnings: readonly Problem[];
};

export function configBlocks({ stack, region, scenario, values }: ConfigReport): readonly Block[] {
  const over = scenario === null ? '' : `, with the plan section of scenario ${scenario}`;
  const sections = [...new Set(values.map(sectionOf))];
  return [
    { kind: 'aside', lines: [`${stack} stack in ${region}${over}: ${values.length} settings`] },
    ...sections.flatMap((section): readonly Block[] => [
      { kind: 'heading', text: section },
      {
        kind: 'table',
        columns: [left('setting'), left('value'), left('from')],
        rows: values
          .filter(value => sectionOf(value) === section)
          .map(({ path, value, source }) => [path.slice(section.length + 1) || path, printSetting(value), source]),
      },
    ]),
  ];
}

export function configJson({ toolVersion, stack, region, scenario, values, warnings }: ConfigReport): object {
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: toolVersion,
    stack,
    region,
    scenario,
    values: values.map(({ path, value, source }) => ({ path, value: value ?? null, source })),
    warnings: warnings.map(problemJson),
  };
}

const sectionOf = ({ path }: EffectiveValue) => path.split(/[.[]/, 1)[0] ?? path;
