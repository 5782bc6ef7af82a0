/**
 * Policies that CloudFront keeps for everybody; their ids are the same in every account (CloudFront developer guide, "Use
 * managed cache policies" and "Use managed origin request policies", read 2026-11-23 [H]).
 */
export const MANAGED_POLICIES = Object.freeze({
  /** Keeps a day unless the origin says otherwise; neither cookies nor the query are part of the key. */
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  /**
   * Hands on query, cookies and all headers, so also `Authorization`, which no policy of one's own may name. Not `Host`: API
   * Gateway answers only to its own.
   */
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
});
