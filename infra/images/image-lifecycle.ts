/**
 * Which container images the repository forgets. A release differs from the one before by its last layers, and ECR stores a
 * layer once however many images share it, so keeping a few is far from that many times the price of one.
 */
import type { Count } from '../../hub/units.ts';

/** Pushes that failed half-way and images whose tag was never put; a week is enough to look into one. */
const UNTAGGED_EXPIRE_DAYS = 7;
/** Releases to roll back to. The plan's `workerImageTag` has to be among them, or the next instance finds no image. */
export const KEPT_IMAGE_COUNT: Count = 10;

/** What ECR wants as the JSON of a lifecycle policy; `any` has to come last (Amazon ECR guide, 2024 [H]). */
export function imageLifecyclePolicy(): string {
  const expire = { type: 'expire' };
  const untagged = {
    rulePriority: 1,
    description: `untagged images go after ${UNTAGGED_EXPIRE_DAYS} days`,
    selection: {
      tagStatus: 'untagged',
      countType: 'sinceImagePushed',
      countUnit: 'days',
      countNumber: UNTAGGED_EXPIRE_DAYS,
    },
    action: expire,
  };
  const old = {
    rulePriority: 2,
    description: `the last ${KEPT_IMAGE_COUNT} images stay`,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: KEPT_IMAGE_COUNT },
    action: expire,
  };
  return JSON.stringify({ rules: [untagged, old] });
}
