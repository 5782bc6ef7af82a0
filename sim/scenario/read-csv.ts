/** Comma-separated text (RFC 4180) without line breaks inside cells: column names, then rows that know their line. */
export type CsvRow = {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Trimmed, without quotes. */
  readonly cells: readonly string[];
};

export type Csv = { readonly columns: readonly string[]; readonly rows: readonly CsvRow[] };

/** A comma, then a cell in quotes (with "" for a quote) or up to the next comma. */
const CELL_PATTERN = /,(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g;

/**
 * Blank lines are skipped; a byte order mark and carriage returns are taken off.
 *
 * @example readCsv('at,user\n1,"a, b"\n')   // { columns: ['at', 'user'], rows: [{ line: 2, cells: ['1', 'a, b'] }] }
 */
export function readCsv(text: string): Csv {
  const rows: CsvRow[] = [];
  for (const [index, lineText] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (lineText.trim() !== '') rows.push({ line: index + 1, cells: cellsOf(lineText) });
  }
  return { columns: rows[0]?.cells ?? [], rows: rows.slice(1) };
}

/** The cells of one line. */
export function cellsOf(lineText: string): readonly string[] {
  if (!lineText.includes('"')) return lineText.split(',').map(cell => cell.trim());
  return Array.from(
    `,${lineText}`.matchAll(CELL_PATTERN),
    match => match[1]?.replaceAll('""', '"') ?? match[2]!.trim(),
  );
}
