/** A gate as JUnit XML, which every CI shows: one test case for each threshold and each regression. */

import { type Check, checksOf } from './gate-checks.ts';
import { type GateReport, gateOutcome } from './gate-report.ts';

/**
 * Broken is a failure; unclear is skipped, with the reason, unless the gate is strict.
 *
 * @example renderJunit(report, false)   // '<?xml version="1.0" ...'
 */
export function renderJunit(report: GateReport, isStrict: boolean): string {
  const checks = checksOf(report);
  const count = (outcome: Check['outcome']) => checks.filter(check => check.outcome === outcome).length;
  const unclearCount = count('inconclusive');
  const failures = count('broken') + (isStrict ? unclearCount : 0);
  const skipped = isStrict ? 0 : unclearCount;
  const name = escaped(`asset-sim gate ${report.study.stack}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${checks.length}" failures="${failures}" skipped="${skipped}">`,
    `  <testsuite name="${name}" tests="${checks.length}" failures="${failures}" skipped="${skipped}">`,
    `    <properties><property name="outcome" value="${gateOutcome(report)}"/></properties>`,
    ...checks.map(check => caseOf(check, report.study.stack, isStrict)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf({ kind, text, outcome, told }: Check, stack: string, isStrict: boolean): string {
  const head = `    <testcase classname="${escaped(`${stack}.${kind}`)}" name="${escaped(text)}"`;
  if (outcome === 'kept') return `${head}><system-out>${escaped(told)}</system-out></testcase>`;
  const isFailure = outcome === 'broken' || isStrict;
  return `${head}><${isFailure ? 'failure' : 'skipped'} message="${escaped(told)}"/></testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot hold, not even escaped, is left out: control characters (production 2, Char). */
function escaped(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ufffd]/g, '').replace(/[&<>"']/g, found => ENTITIES[found]!);
}
