/** Labels beside points, where they cover neither a point nor each other. */
import { FONT_SIZE, textWidth } from './picture.ts';

export type LabeledPlace = { readonly left: number; readonly top: number; readonly label: string | undefined };
export type PlacedLabel = {
  readonly left: number;
  /** Of the base line. */
  readonly top: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
};

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const GAP = 8;
const ANCHORS = [
  { anchor: 'start', across: GAP, down: 4 },
  { anchor: 'end', across: -GAP, down: 4 },
  { anchor: 'middle', across: 0, down: -GAP },
  { anchor: 'middle', across: 0, down: FONT_SIZE + GAP },
  { anchor: 'start', across: GAP, down: -GAP },
  { anchor: 'start', across: GAP, down: FONT_SIZE + GAP },
] as const;

/**
 * Each label at the first of six places around its point that is free; a label without a free place is left out, since
 * two on top of each other say less than none. First come, first served.
 */
export function placeLabels(places: readonly LabeledPlace[], area: Box): readonly PlacedLabel[] {
  const taken: Box[] = places.map(({ left, top }) => ({ left: left - 4, right: left + 4, top: top - 4, bottom: top + 4 }));
  return places.flatMap(({ left, top, label }, own) => {
    if (label === undefined) return [];
    for (const { anchor, across, down } of ANCHORS) {
      const placed = { left: left + across, top: top + down, anchor, text: label };
      const box = boxOf(placed);
      const isInside = box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;
      if (!isInside || taken.some((other, index) => index !== own && overlaps(box, other))) continue;
      taken.push(box);
      return [placed];
    }
    return [];
  });
}

function boxOf({ left, top, anchor, text }: PlacedLabel): Box {
  const width = textWidth(text);
  const from = anchor === 'start' ? left : anchor === 'end' ? left - width : left - width / 2;
  return { left: from, right: from + width, top: top - FONT_SIZE, bottom: top + 3 };
}

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
