/**
 * One cell as RFC 4180 has it; what has no meaning is empty.
 *
 * @example csvCell('a "b", c')   // '"a ""b"", c"'
 */
export function csvCell(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
