/** What distance adds to a job's turnaround, region by region: submitting, noticing the end, downloading. */
import { USER_REGION_NAMES, USER_REGIONS, type UserRegion, type UserRegionName } from '../../../hub/catalog/regions.ts';
import type { HubPlan } from '../../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../../hub/units.ts';
import { edgeTransferSeconds, type Leg, transferSeconds } from './transfer-seconds.ts';

/** The parts of a plan that decide it. */
export type DeliveryInputs = {
  readonly delivery: Pick<HubPlan['delivery'], 'path'>;
  readonly storage: Pick<HubPlan['storage'], 'assetMegabytes'>;
  readonly assumptions: Pick<HubPlan['assumptions'], 'clientPollSeconds'>;
};

export type RegionLatency = {
  readonly region: UserRegionName;
  /** The first API call of a client: three round trips to the hub. */
  readonly submitSeconds: Seconds;
  /** Mean time from the end of the job until the client knows: half a poll, and the answer's way back. */
  readonly pollDelaySeconds: Seconds;
  /** From the click on "download" to the last byte. */
  readonly downloadSeconds: Seconds;
  /** Their sum: time to result less turnaround. */
  readonly overheadSeconds: Seconds;
};

/** TCP, TLS 1.3 and the request, as for a download; the answer is small. */
const COLD_CALL_ROUND_TRIPS = 3;

/**
 * One entry per region, in the order of USER_REGION_NAMES. Every asset is unique, so its first download is a cache miss;
 * the edge helps by ending TLS nearby and by its warm backbone, not by its cache.
 *
 * @example regionLatencies(plan).find(entry => entry.region === 'japan')?.downloadSeconds   // about 1.1 through CloudFront, 3.3 direct
 */
export function regionLatencies(plan: DeliveryInputs): readonly RegionLatency[] {
  return USER_REGION_NAMES.map(name => latencyOf(USER_REGIONS[name], plan));
}

function latencyOf(region: UserRegion, plan: DeliveryInputs): RegionLatency {
  const submitSeconds = COLD_CALL_ROUND_TRIPS * region.rttToHubSeconds;
  const pollDelaySeconds = (plan.assumptions.clientPollSeconds + region.rttToHubSeconds) / 2;
  const downloadSeconds = downloadSecondsOf(region, plan);
  const overheadSeconds = submitSeconds + pollDelaySeconds + downloadSeconds;
  return Object.freeze({ region: region.name, submitSeconds, pollDelaySeconds, downloadSeconds, overheadSeconds });
}

function downloadSecondsOf(region: UserRegion, plan: DeliveryInputs): Seconds {
  const line = { accessMegabitsPerSecond: region.accessMegabitsPerSecond, lossRatio: region.lossRatio };
  const { assetMegabytes } = plan.storage;
  if (plan.delivery.path === 'direct') {
    return transferSeconds(assetMegabytes, { ...line, roundTripSeconds: region.rttToHubSeconds });
  }
  const edge: Leg = { ...line, roundTripSeconds: region.rttToEdgeSeconds };
  // The edge stands on the way to the hub: what is left of the round trip is the backbone's part.
  const originRoundTripSeconds = Math.max(0, region.rttToHubSeconds - region.rttToEdgeSeconds);
  return edgeTransferSeconds(assetMegabytes, edge, { kind: 'miss', originRoundTripSeconds });
}
