/** The frame of every picture: a whole SVG file that reads on white and on black, and aloud. */
import { type Markup, markup } from '../html/markup.ts';
import { paletteCss } from './palette.ts';

export type Picture = {
  readonly title: string;
  /** What is to be seen, in a sentence: for those who do not see it. */
  readonly description: string;
  /** In pixels at its natural size; it scales. */
  readonly width: number;
  readonly height: number;
  readonly body: readonly Markup[];
};

/** Where the body starts, below the title. */
export const TITLE_HEIGHT = 34;
export const FONT_SIZE = 12;
/** Mean width of a letter of a sans-serif font, in font sizes; figures and capitals are wider than most. */
const LETTER_WIDTH_RATIO = 0.56;

/** About how wide a text will be; nothing here can measure it. */
export const textWidth = (text: string): number => text.length * FONT_SIZE * LETTER_WIDTH_RATIO;

/** A coordinate to a tenth of a pixel, so that the same picture has the same bytes on every machine. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/**
 * @returns a file, with a newline at its end
 * @example renderPicture({ title: 'Price', description: 'One bar.', width: 400, height: 200, body: [] })
 */
export function renderPicture({ title, description, width, height, body }: Picture): string {
  const size = `0 0 ${px(width)} ${px(height)}`;
  const style = `.plot{font:${FONT_SIZE}px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums}.plot text{fill:currentColor}.plot .title{font-size:15px;font-weight:600}${paletteCss()}`;
  return `${
    markup`<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="${size}" width="${px(width)}" height="${px(height)}" role="img">
<title>${title}</title>
<desc>${description}</desc>
<style>${{ html: style }}</style>
<rect class="paper" width="100%" height="100%" fill="currentColor"/>
<text class="ink title" x="16" y="24">${title}</text>
${body}</svg>`.html
  }\n`;
}
