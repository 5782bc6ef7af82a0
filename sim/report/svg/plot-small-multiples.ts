import { legendOf } from './legend.ts';
import { drawPanel, type Panel, valuesOn } from './panel.ts';
import { renderPicture, TITLE_HEIGHT } from './picture.ts';

export type SmallMultiples = {
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description: string;
  /** At least one, row by row. Axes of the same title reach over the same range, so that panels can be compared. */
  readonly panels: readonly Panel[];
  readonly columnCount?: number;
};

const MARGIN = 16;
const PANEL_WIDTH = 300;
const PANEL_HEIGHT = 220;

/**
 * Many small plots in a grid.
 *
 * @returns an SVG file
 * @throws Error when a panel has no point with a value
 * @example plotSmallMultiples({ title: 'Sweep', description: '...', panels, columnCount: 2 })
 */
export function plotSmallMultiples({ title, description, panels, columnCount = 3 }: SmallMultiples): string {
  const columns = Math.min(columnCount, panels.length);
  const width = 2 * MARGIN + columns * PANEL_WIDTH;
  const legend = legendOf(panels.flatMap(({ series }) => series), MARGIN, TITLE_HEIGHT, width - 2 * MARGIN);
  const top = TITLE_HEIGHT + legend.height;
  const onAxis = (axis: 'x' | 'y', of: Panel) =>
    panels.filter(panel => panel[axis].title === of[axis].title).flatMap(panel => valuesOn(axis, panel));
  const body = panels.map((panel, index) =>
    drawPanel(
      panel,
      {
        left: MARGIN + (index % columns) * PANEL_WIDTH,
        top: top + Math.floor(index / columns) * (PANEL_HEIGHT + MARGIN),
        width: PANEL_WIDTH,
        height: PANEL_HEIGHT,
      },
      { x: onAxis('x', panel), y: onAxis('y', panel) },
    ),
  );
  const height = top + Math.ceil(panels.length / columns) * (PANEL_HEIGHT + MARGIN);
  return renderPicture({ title, description, width, height, body: [legend.body, ...body] });
}
