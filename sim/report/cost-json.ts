import type { CostTables } from '../cost/cost-tables.ts';
import { SCHEMA_VERSION } from '../gate/parse-baseline.ts';
import { snakeCaseKeys } from './snake-case.ts';

/** The JSON of `asset-sim cost`: the tables whole, keys in snake_case, schema version 1. */
export function costJson(tables: CostTables, toolVersion: string): object {
  return { schema_version: SCHEMA_VERSION, tool_version: toolVersion, ...(snakeCaseKeys(tables) as object) };
}
