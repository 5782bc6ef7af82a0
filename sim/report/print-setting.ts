/**
 * The value of a setting in one line.
 *
 * @example printSetting(['g4dn.xlarge', 'g5.xlarge'])   // '[g4dn.xlarge, g5.xlarge]'
 */
export function printSetting(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printSetting).join(', ')}]`;
  if (value === undefined || value === null) return '(none)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
