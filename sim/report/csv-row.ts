/** One row of a CSV file by RFC 4180; what is not there is an empty cell. */
export function csvRow(cells: readonly unknown[]): string {
  return `${cells.map(cellOf).join(',')}\n`;
}

function cellOf(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
