/** A gate as GitHub workflow commands: the runner shows each at its line of the pull request. */
import type { Place } from '../../hub/yaml/located.ts';
import { type Check, checksOf } from './gate-checks.ts';
import type { GateReport } from './gate-report.ts';

/** GitHub shows ten errors and ten warnings of a step (docs.github.com, "Workflow commands", read 2026-11 [M]). */
const PLACE_COUNT_MAX = 5;

/**
 * One command for each broken or unclear check and each line it is about; nothing where all is well.
 *
 * @example '::error file=Pulumi.prod.yaml,line=31,col=19,title=asset-sim gate::p95(turnaround_seconds)<11400 is broken: measured ...'
 */
export function renderAnnotations(report: GateReport): string {
  const lines = checksOf(report)
    .filter(({ outcome }) => outcome !== 'kept')
    .flatMap(check => {
      const places: readonly (Place | undefined)[] = check.places.length === 0 ? [undefined] : check.places;
      return places.slice(0, PLACE_COUNT_MAX).map(place => command(check, place));
    });
  return lines.map(line => `${line}\n`).join('');
}

function command({ text, outcome, told }: Check, place: Place | undefined): string {
  const level = outcome === 'broken' ? 'error' : 'warning';
  const where = place === undefined ? '' : `file=${property(place.file)},line=${place.line},col=${place.column},`;
  const state = outcome === 'broken' ? 'is broken' : 'is unclear';
  return `::${level} ${where}title=${property('asset-sim gate')}::${data(`${text} ${state}: ${told}`)}`;
}

/** As actions/toolkit escapes them (packages/core/src/command.ts, read 2026-11 [H]). */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
