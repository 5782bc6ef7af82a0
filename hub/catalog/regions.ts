/** Where the hub may stand and where its players are: distances, last miles, delivery prices, shares. */
import type { Ratio, Seconds } from '../units.ts';
import type { PriceName } from './prices.ts';

/**
 * AWS regions whose prices, zones and quotas are in the catalog. A second region needs its own rows in `instances.ts` and
 * `prices.ts`, not a wider type.
 */
export const HUB_REGIONS = ['us-east-1'] as const;
export type HubRegion = (typeof HUB_REGIONS)[number];

export type UserRegion = {
  readonly name: UserRegionName;
  /** Round trip between a player and us-east-1 over the internet, last mile included. */
  readonly rttToHubSeconds: Seconds;
  /** Round trip between a player and the nearest CloudFront edge. */
  readonly rttToEdgeSeconds: Seconds;
  /** What the player's line carries at best. */
  readonly accessMegabitsPerSecond: number;
  /** Packets lost on the way to us-east-1; caps loss-based congestion control on long paths. */
  readonly lossRatio: Ratio;
  readonly cloudfrontGigabytePrice: PriceName;
  readonly cloudfrontHttpsPrice: PriceName;
  /** Share of players, of all regions together 1, unless a scenario says otherwise. */
  readonly userShareRatio: Ratio;
};

export const USER_REGION_NAMES = [
  'us-east',
  'us-west',
  'europe',
  'south-america',
  'japan',
  'korea',
  'southeast-asia',
  'australia',
  'india',
] as const;
export type UserRegionName = (typeof USER_REGION_NAMES)[number];

/** Added to the time between data centres: 10-40 ms by kind of access [L]. */
const LAST_MILE_SECONDS = 0.02;
/** Players in us-east are themselves some way from Virginia [L]. */
const US_EAST_SECONDS = 0.015;

type Row = readonly [
  backboneSeconds: Seconds,
  rttToEdgeSeconds: Seconds,
  accessMegabitsPerSecond: number,
  lossRatio: Ratio,
  price: 'Us' | 'Europe' | 'SouthAmerica' | 'Japan' | 'Asia' | 'Australia' | 'India',
  userShareRatio: Ratio,
];

/**
 * Backbone: mean round trip from us-east-1 to us-west-2, eu-central-1, sa-east-1, ap-northeast-1, ap-northeast-2,
 * ap-southeast-1, ap-southeast-2 (region table of acomputerscientistlearnsaws.blogspot.com, 2017, still good to 5-10 %
 * [M]; Sydney and Mumbai corrected [L]). Edge 5-20 ms plus access, line rates, loss and shares are judgements [L]: shares
 * follow where players of browser and mobile games live, with more weight on the Americas for an English prompt box.
 */
const ROWS: Readonly<Record<UserRegionName, Row>> = {
  'us-east': [US_EAST_SECONDS, 0.02, 200, 1e-6, 'Us', 0.22],
  'us-west': [0.087, 0.02, 200, 1e-6, 'Us', 0.15],
  europe: [0.089, 0.02, 100, 1e-6, 'Europe', 0.25],
  'south-america': [0.12, 0.03, 50, 1e-4, 'SouthAmerica', 0.08],
  japan: [0.145, 0.015, 200, 1e-6, 'Japan', 0.08],
  korea: [0.178, 0.015, 200, 1e-6, 'Asia', 0.06],
  'southeast-asia': [0.217, 0.03, 50, 1e-4, 'Asia', 0.08],
  australia: [0.2, 0.025, 50, 1e-5, 'Australia', 0.04],
  india: [0.195, 0.03, 50, 1e-4, 'India', 0.04],
};

function userRegion(name: UserRegionName): UserRegion {
  const [backboneSeconds, rttToEdgeSeconds, accessMegabitsPerSecond, lossRatio, price, userShareRatio] = ROWS[name];
  return Object.freeze({
    name,
    rttToHubSeconds: backboneSeconds + LAST_MILE_SECONDS,
    rttToEdgeSeconds,
    accessMegabitsPerSecond,
    lossRatio,
    cloudfrontGigabytePrice: `cloudfront${price}Gigabyte`,
    cloudfrontHttpsPrice: `cloudfront${price}HttpsTenThousand`,
    userShareRatio,
  });
}

/** @example USER_REGIONS.japan.rttToHubSeconds   // 0.165 */
export const USER_REGIONS = Object.freeze(
  Object.fromEntries(USER_REGION_NAMES.map(name => [name, userRegion(name)])),
) as Readonly<Record<UserRegionName, UserRegion>>;
