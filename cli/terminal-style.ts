import { styleText } from 'node:util';
import type { TextStyle } from '../sim/report/render-text.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours on a terminal; none in a pipe, under NO_COLOR or on a dumb terminal, as `styleText` knows. */
export function terminalStyle(stream: NodeJS.WriteStream): TextStyle {
  const styled = (format: Format) => (text: string) => styleText(format, text, { stream });
  return { heading: styled('bold'), answer: styled(['bold', 'green']), aside: styled('dim') };
}
