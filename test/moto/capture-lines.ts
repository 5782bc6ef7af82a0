/**
 * Runs `action` and gives the lines it wrote to the standard output, which are not shown. For one action at a time.
 *
 * @example const { lines, result } = await captureLines(() => handler(event));
 */
export async function captureLines<Result>(
  action: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly lines: readonly string[] }> {
  const write = process.stdout.write;
  const written: string[] = [];
  process.stdout.write = (text: string | Uint8Array): boolean => {
    written.push(String(text));
    return true;
  };
  try {
    const result = await action();
    return { result, lines: written.join('').split('\n').slice(0, -1) };
  } finally {
    process.stdout.write = write;
  }
}
