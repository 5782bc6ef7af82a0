import { SCHEMA_VERSION } from '../../gate/parse-baseline.ts';
import type { Sweep } from '../../sweep/sweep-record.ts';

/** Settings and metrics by name, so that a point can be read by itself. */
export function sweepJson({ header, points }: Sweep): object {
  const { toolVersion, inputsSha256, stack, region, scenario, seed, replications, paths, metrics } = header;
  return {
    schema_version: SCHEMA_VERSION,
    tool_version: toolVersion,
    inputs_sha256: inputsSha256,
    stack,
    region,
    scenario,
    seed,
    replications,
    metrics: metrics.map(({ name, unit }) => ({ name, unit })),
    points: points.map(({ index, values, estimates, refusal }) => ({
      index,
      settings: Object.fromEntries(paths.map((path, column) => [path, values[column]])),
      metrics:
        estimates === null ? null : Object.fromEntries(metrics.map(({ name }, column) => [name, estimates[column]])),
      refusal,
    })),
  };
}
