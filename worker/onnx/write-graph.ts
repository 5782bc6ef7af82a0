import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EncodedGraph } from './graph.ts';

/** The model's file, and beside it the one with its external data. Makes their folder. */
export function writeGraph(path: string, { model, external }: EncodedGraph): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, model);
  if (external !== undefined) writeFileSync(join(dirname(path), external.name), external.bytes);
}
