/**
 * What the distribution does with each path. One host serves the page, the API and the characters, so the page makes no
 * cross-origin request and a player's first call finds a connection that is open.
 */
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { MANAGED_POLICIES } from './managed-policies.ts';

export type OriginName = 'page' | 'api' | 'assets';

export type Behavior = {
  readonly origin: OriginName;
  readonly viewerProtocolPolicy: 'redirect-to-https' | 'https-only';
  readonly allowedMethods: readonly string[];
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly compress: boolean;
  /** Asks for a URL that one of the hub's keys has signed. */
  readonly isSigned: boolean;
};

export type PathBehavior = Behavior & { readonly pathPattern: string };

const READING = ['GET', 'HEAD', 'OPTIONS'];
/** CloudFront takes no other set that holds POST (CloudFront API, AllowedMethods, 2023-06 [H]). */
const EVERYTHING = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

/** Whatever is none of the paths below. A person may well type `http://`. */
export const PAGE_BEHAVIOR: Behavior = Object.freeze({
  origin: 'page',
  viewerProtocolPolicy: 'redirect-to-https',
  allowedMethods: READING,
  cachePolicyId: MANAGED_POLICIES.cachingOptimized,
  compress: true,
  isSigned: false,
});

/** A program that speaks HTTP has sent its token in the open; redirecting it would hide that. */
const API_BEHAVIOR: PathBehavior = Object.freeze({
  pathPattern: '/v1/*',
  origin: 'api',
  viewerProtocolPolicy: 'https-only',
  allowedMethods: EVERYTHING,
  cachePolicyId: MANAGED_POLICIES.cachingDisabled,
  originRequestPolicyId: MANAGED_POLICIES.allViewerExceptHostHeader,
  compress: false,
  isSigned: false,
});

/**
 * Characters, at the paths of their keys. They are named by the hash of what made them and never change, so an edge may keep
 * them; the signature is checked at every request and is no part of the cache key. GLB is packed already.
 */
const ASSETS_BEHAVIOR: PathBehavior = Object.freeze({
  pathPattern: `/${JOBS_PREFIX}*`,
  origin: 'assets',
  viewerProtocolPolicy: 'https-only',
  allowedMethods: READING,
  cachePolicyId: MANAGED_POLICIES.cachingOptimized,
  compress: false,
  isSigned: true,
});

/**
 * The paths that are not the page's. With `direct` delivery characters come from the bucket itself, by URLs that S3 signs.
 *
 * @example pathBehaviorsOf('direct').map(behavior => behavior.pathPattern)   // ['/v1/*']
 */
export function pathBehaviorsOf(path: HubPlan['delivery']['path']): readonly PathBehavior[] {
  return path === 'cloudfront' ? [API_BEHAVIOR, ASSETS_BEHAVIOR] : [API_BEHAVIOR];
}
