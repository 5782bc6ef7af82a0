import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';

/** As S3 has it, in the spelling of its API and of the provider alike. */
export type CrossOriginRule = {
  readonly allowedMethods: readonly ('GET' | 'HEAD' | 'POST')[];
  readonly maxAgeSeconds: Seconds;
};

/** How long a browser need not ask again whether it may. Own choice; Chromium keeps at most two hours (its source, 2020 [M]). */
const ASKED_AGAIN_SECONDS: Seconds = 3600;

/**
 * What pages of the hub's own addresses may ask the assets bucket for. A form by which a file is uploaded is sent to the bucket
 * itself (docs/adr/0018): whoever has no signed form is refused there, wherever they come from. With `direct` delivery the page
 * reads there, too.
 *
 * @example crossOriginRulesOf('cloudfront').map(rule => rule.allowedMethods)   // [['POST']]
 */
export function crossOriginRulesOf(path: HubPlan['delivery']['path']): readonly CrossOriginRule[] {
  const uploading: CrossOriginRule = { allowedMethods: ['POST'], maxAgeSeconds: ASKED_AGAIN_SECONDS };
  const reading: CrossOriginRule = { allowedMethods: ['GET', 'HEAD'], maxAgeSeconds: ASKED_AGAIN_SECONDS };
  return path === 'direct' ? [uploading, reading] : [uploading];
}
