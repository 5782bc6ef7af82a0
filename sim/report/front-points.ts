/** Which plans a picture of cost against wait shows, and as what: the same for characters and for SVG. */
import { pointsOf } from '../recommend/explain.ts';
import { type FrontPoint, paretoFront } from '../recommend/pareto-front.ts';
import type { RecommendReport } from './recommend-report.ts';

export type FrontPoints = {
  readonly answer: readonly FrontPoint[];
  readonly asIs: readonly FrontPoint[];
  /** From the cheapest to the fastest, the answer among them where no plan is better in both. */
  readonly front: readonly FrontPoint[];
  readonly others: readonly FrontPoint[];
  /** Plans that lie too far off to be shown: they would press all the others together. */
  readonly farCount: number;
};

/** Beyond the dearer and slower of the answer and the plan as it is, by so much. Own choice. */
const FAR_RATIO = 1.25;

export function frontPoints({ recommendation }: RecommendReport): FrontPoints {
  const all = pointsOf(recommendation);
  const front = paretoFront(all);
  const named = all.filter(({ candidate }) => candidate === 0 || candidate === recommendation.answer);
  const reach = (of: (point: FrontPoint) => number) => FAR_RATIO * Math.max(...[...named, ...front].map(of));
  const [costMax, waitMax] = [reach(({ costUsd }) => costUsd), reach(({ waitSeconds }) => waitSeconds)];
  const others = all.filter(point => !named.includes(point) && !front.includes(point));
  const near = others.filter(({ costUsd, waitSeconds }) => costUsd <= costMax && waitSeconds <= waitMax);
  return {
    answer: named.filter(({ candidate }) => candidate === recommendation.answer),
    asIs: named.filter(({ candidate }) => candidate !== recommendation.answer),
    front,
    others: near,
    farCount: others.length - near.length,
  };
}
