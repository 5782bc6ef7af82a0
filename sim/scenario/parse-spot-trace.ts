/** Availability traces: when a Spot pool had capacity, as JSON runs or as a CSV of changes. */
import { z } from 'zod';
import type { Count, Seconds } from '../../hub/units.ts';
import { parseLocated } from '../../hub/yaml/parse-located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import { problemsFromZod } from '../../hub/yaml/problems-from-zod.ts';
import { readCsv } from './read-csv.ts';

/** Spells of equal availability, one after the other from 0: neighbours differ, none is empty. */
export type SpotTrace = {
  /** When each spell starts; rising, the first 0. */
  readonly startSeconds: Float64Array;
  /** 1: capacity can be had, 0: none. */
  readonly isAvailable: Uint8Array;
  /** Where the last spell ends. */
  readonly endSeconds: Seconds;
};

export type ParsedSpotTrace =
  | { readonly kind: 'ok'; readonly trace: SpotTrace }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** A probe every `gapSeconds`, run-length encoded: [available, probes in a row]. */
const jsonSchema = z.strictObject({
  gapSeconds: z.number().positive(),
  rle: z.array(z.tuple([z.literal([0, 1]), z.number().int().min(1)])).min(1),
});

/**
 * Reads JSON when the text starts with a brace, else CSV with the columns `seconds` and `available` (0 or 1): one row per
 * probe or change, in order of time. Each row holds until the next; the last one holds as long as the one before.
 *
 * @example parseSpotTrace('{"gapSeconds": 60, "rle": [[1, 5], [0, 2]]}', 'a.json')   // available 0-300 s, absent 300-420 s
 * @example parseSpotTrace('seconds,available\n0,1\n300,0\n', 'a.csv')               // available 0-300 s, absent 300-600 s
 */
export function parseSpotTrace(text: string, file: string): ParsedSpotTrace {
  return text.trimStart().startsWith('{') ? parseJson(text, file) : parseCsv(text, file);
}

function parseJson(text: string, file: string): ParsedSpotTrace {
  // JSON is YAML, and this reader knows the places.
  const parsed = parseLocated(text, file);
  if (parsed.kind === 'problems') return parsed;
  const result = jsonSchema.safeParse(parsed.located.value);
  if (!result.success) return { kind: 'problems', problems: problemsFromZod(result.error, parsed.located, jsonSchema) };
  const { gapSeconds, rle } = result.data;
  return { kind: 'ok', trace: joinSpells(rle.map(([available, count]) => [available, count * gapSeconds])) };
}

function parseCsv(text: string, file: string): ParsedSpotTrace {
  const { columns, rows } = readCsv(text);
  const secondsIndex = columns.indexOf('seconds');
  const availableIndex = columns.indexOf('available');
  const refuse = (line: Count, path: string, message: string, hint: string): ParsedSpotTrace => ({
    kind: 'problems',
    problems: [{ file, line, column: 1, path, message, hint }],
  });
  if (secondsIndex === -1 || availableIndex === -1) {
    const saw = columns.length === 0 ? 'an empty file' : columns.join(', ');
    return refuse(1, '', `must have the columns seconds and available (saw ${saw})`, 'name them in the first line');
  }
  if (rows.length < 2) {
    return refuse(
      1,
      '',
      `must have two rows or more (saw ${rows.length})`,
      'the last row lasts as long as the one before',
    );
  }
  const times: Seconds[] = [];
  for (const { line, cells } of rows) {
    const saw = cells[secondsIndex] ?? '';
    const seconds = saw === '' ? Number.NaN : Number(saw);
    const previous = times.at(-1) ?? -Infinity;
    if (!Number.isFinite(seconds) || seconds <= previous) {
      const rule = `must be a number later than the row before (saw '${saw}', previous ${previous})`;
      return refuse(line, 'seconds', rule, 'sort the rows by time and write times as plain numbers');
    }
    const available = cells[availableIndex] ?? '';
    if (available !== '0' && available !== '1') {
      return refuse(line, 'available', `must be 0 or 1 (saw '${available}')`, 'write 1 where capacity could be had');
    }
    times.push(seconds);
  }
  const spells = rows.map(({ cells }, index): Spell => {
    const from = Math.min(index, rows.length - 2);
    return [Number(cells[availableIndex]), times[from + 1]! - times[from]!];
  });
  return { kind: 'ok', trace: joinSpells(spells) };
}

type Spell = readonly [available: number, seconds: Seconds];

/** Puts spells end to end and joins neighbours that say the same. */
function joinSpells(spells: readonly Spell[]): SpotTrace {
  const startSeconds: Seconds[] = [];
  const isAvailable: number[] = [];
  let endSeconds = 0;
  for (const [available, seconds] of spells) {
    if (isAvailable.at(-1) !== available) {
      startSeconds.push(endSeconds);
      isAvailable.push(available);
    }
    endSeconds += seconds;
  }
  return { startSeconds: Float64Array.from(startSeconds), isAvailable: Uint8Array.from(isAvailable), endSeconds };
}
