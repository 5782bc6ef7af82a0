import type { InfracostUsage } from '../study/infracost-usage.ts';
import type { StudyReport } from './study-report.ts';

/**
 * A usage file for Infracost, YAML of its schema 0.1. Counts are whole, and the rest has six digits.
 *
 * @example renderInfracost(usage, report)   // '# ...\nversion: 0.1\nresource_usage:\n  aws_sqs_queue.generation-queue:\n ...'
 */
export function renderInfracost({ timesPerMonth, resources }: InfracostUsage, report: StudyReport): string {
  const { stack, scenario, result, toolVersion } = report;
  const head = [
    `Predicted by asset-sim ${toolVersion}: ${stack} stack, scenario ${scenario.name.replaceAll('\n', ' ')},`,
    `${result.replications} replications, seed ${result.seed}. The scenario happens ${rounded(timesPerMonth)} times a month;`,
    'between, every group rests at its minimum. One function and one log group stand for all of them, and each',
    "queue has its part of all queues' requests: only the sums matter to a price.",
  ];
  return `${head.map(line => `# ${line}\n`).join('')}version: 0.1\nresource_usage:\n${lines(resources, '  ')}`;
}

type Tree = { readonly [name: string]: number | Tree };

const lines = (tree: Tree, indent: string): string =>
  Object.entries(tree)
    .map(([name, value]) =>
      typeof value === 'number'
        ? `${indent}${name}: ${rounded(value)}\n`
        : `${indent}${name}:\n${lines(value, `${indent}  `)}`,
    )
    .join('');

const rounded = (value: number): number => (value >= 1000 ? Math.round(value) : Number(value.toPrecision(6)));
