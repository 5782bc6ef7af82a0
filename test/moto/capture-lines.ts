/**
 * Runs `action` and gives the lines it wrote to the standard output and the standard error, as they came; they are not shown.
 * For one action at a time.
 *
 * @example const { lines, result } = await captureLines(() => handler(event));
 */
export async function captureLines<Result>(
  action: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly lines: readonly string[] }> {
  const streams = [process.stdout, process.stderr].map(stream => ({ stream, write: stream.write }));
  const written: string[] = [];
  for (const { stream } of streams) {
    // Node's own Console hands over a callback that tells it whether the line was written.
    stream.write = (text: string | Uint8Array, ...more: readonly unknown[]): boolean => {
      written.push(String(text));
      for (const done of more) if (typeof done === 'function') done();
      return true;
    };
  }
  try {
    const result = await action();
    return { result, lines: written.join('').split('\n').slice(0, -1) };
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
}
