/**
 * The colours of pictures, on white and on black: those of the HTML report (Okabe and Ito, told apart with any colour
 * vision; darker on white, where a line needs a contrast of 3:1). Classes and not variables, since not every viewer of SVG knows those.
 */
type Look = { readonly light: string; readonly dark: string };

export const PALETTE = Object.freeze({
  paper: { light: '#ffffff', dark: '#1b1f25' },
  ink: { light: '#1b1f24', dark: '#e8eaed' },
  'ink-quiet': { light: '#57606a', dark: '#a5adb8' },
  rule: { light: '#e1e4e0', dark: '#30363d' },
  'hue-1': { light: '#0072b2', dark: '#56b4e9' },
  'hue-2': { light: '#c65400', dark: '#f0a13c' },
  'hue-3': { light: '#00805d', dark: '#2fc79a' },
  'hue-4': { light: '#a8497f', dark: '#e29bc4' },
  'hue-5': { light: '#7a6a00', dark: '#e6d84a' },
  'hue-6': { light: '#4b5563', dark: '#b6bec9' },
} as const satisfies Readonly<Record<string, Look>>);

export type ColorName = keyof typeof PALETTE;
export type Hue = 1 | 2 | 3 | 4 | 5 | 6;

/** A seventh series looks like the first. */
export const hueAt = (index: number): Hue => ((index % 6) + 1) as Hue;

/** Every colour as a class, under the class of the picture, so that a page around it keeps its own. */
export function paletteCss(): string {
  const rules = (look: keyof Look) =>
    Object.entries(PALETTE).map(([name, colors]) => `.plot .${name}{color:${colors[look]}}`);
  return `${rules('light').join('')}@media (prefers-color-scheme:dark){${rules('dark').join('')}}`;
}
