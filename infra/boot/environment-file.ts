/**
 * The text of an environment file, one `NAME=value` a line. Both readers take a value as it stands when it has no
 * quotes at its ends: docker (`--env-file`) and systemd (`EnvironmentFile=`).
 *
 * @throws Error for a value that would become two lines
 * @example environmentFile({ AWS_REGION: 'us-east-1' })   // 'AWS_REGION=us-east-1\n'
 */
export function environmentFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (/[\r\n]/.test(value)) throw new Error(`${name} has a line break in its value, which ends it in the file`);
      return `${name}=${value}\n`;
    })
    .join('');
}
