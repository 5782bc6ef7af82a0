/** Quantiles of what was seen against those of what was fitted, a panel for each sample: on the line they are the same. */

import { quantilesOfUsed } from '../calibrate/calibrate-times.ts';
import type { Calibration, FittedTimes } from '../calibrate/calibration.ts';
import { subjectName } from '../calibrate/calibration.ts';
import type { Panel, PlotPoint } from './svg/panel.ts';
import { plotPoints } from './svg/plot-points.ts';
import { plotSmallMultiples } from './svg/plot-small-multiples.ts';

/** 1 %, 3 %, ..., 99 %: beyond that one slow job would set the scale. */
const PLACES = Array.from({ length: 50 }, (_, index) => (index + 0.5) / 50);

/** @returns an SVG file; undefined where no times were fitted */
export function calibrationPicture({ fitted }: Pick<Calibration, 'fitted'>): string | undefined {
  if (fitted.length === 0) return undefined;
  const title = 'Times seen and fitted';
  const description = `Quantiles from 1 % to 99 % of ${fitted.map(({ subject }) => subjectName(subject)).join(', ')}. Points on the dashed line are fitted as they were seen.`;
  const panels = fitted.map(panelOf);
  return panels.length === 1
    ? plotPoints({ ...panels[0]!, title, description })
    : plotSmallMultiples({ title, description, panels, columnCount: Math.min(3, panels.length) });
}

/** The other families are drawn hollow, as they were fitted to what was before the held-out times. */
function panelOf({ subject, times }: FittedTimes): Panel {
  const seen = quantilesOfUsed(times, PLACES);
  const against = (quantileOf: (probability: number) => number): readonly PlotPoint[] =>
    PLACES.map((p, index) => ({ x: seen[index]!, y: quantileOf(p) }));
  const others = times.candidates.filter(({ fit }) => fit.kind !== times.chosen.kind);
  return {
    title: subjectName(subject),
    // Axes of one title have one range in all panels, and a matte is no rig.
    x: { title: `seen, ${subjectName(subject)}`, unit: 'seconds', isFromZero: true },
    y: { title: `fitted, ${subjectName(subject)}`, unit: 'seconds', isFromZero: true },
    series: [
      ...others.map(({ fit }, index) => ({
        name: `${fit.kind}, on what was before`,
        hue: (index + 2) as 2 | 3,
        mark: 'hollow' as const,
        points: against(fit.quantileOf),
      })),
      { name: `chosen: ${times.chosen.kind}`, hue: 1, mark: 'full', points: against(times.chosen.quantileOf) },
      {
        name: 'the same',
        hue: 6,
        mark: 'none',
        joined: 'dashed',
        points: [
          { x: 0, y: 0 },
          { x: seen.at(-1)!, y: seen.at(-1)! },
        ],
      },
    ],
  };
}
