/** What the push of the page takes from the process it runs in. Only here. */

export const commandLine = (): readonly string[] => process.argv.slice(2);

/** Standard output: the result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Standard error: progress, and what went wrong. */
export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** After all that is under way has ended. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}
