/**
 * How long a download takes over TCP and TLS, from the distance, the access line and the loss: handshakes, slow start,
 * then a steady rate. One formula for every leg, because "a CDN makes it five times faster" holds for some users only.
 */
import type { Megabytes, Ratio, Seconds } from '../../../hub/units.ts';

/** TCP, TLS 1.3 and the request itself. [standard; RFC 9293, RFC 8446] */
const ROUND_TRIPS_BEFORE_BYTES = 3;
/** Ten segments. [RFC 6928, 2013] */
const INITIAL_WINDOW_SEGMENTS = 10;
/** Bytes of payload in an Ethernet frame of 1500. */
const SEGMENT_BYTES = 1460;
/** Mathis, Semke, Mahdavi and Ott, 1997: rate <= 1.22 x segment / (RTT x sqrt(loss)) when loss is read as congestion. */
const MATHIS_FACTOR = 1.22;
const BYTES_PER_MEGABYTE = 1e6;
const BYTES_PER_MEGABIT = 125_000;

export type Leg = {
  readonly roundTripSeconds: Seconds;
  readonly accessMegabitsPerSecond: number;
  /** Share of packets lost; it limits only a sender that reads loss as congestion. 0 for BBR. */
  readonly lossRatio: Ratio;
};

/**
 * Seconds from opening the connection to the last byte. In slow start the window doubles every round trip until it fills
 * the cap; a window's bytes are spread over its round trip, so that time rises smoothly with size and never falls when
 * the line gets better.
 *
 * @example transferSeconds(20, { roundTripSeconds: 0.145, accessMegabitsPerSecond: 200, lossRatio: 1e-6 })   // 2.9 (Tokyo to N. Virginia)
 */
export function transferSeconds(megabytes: Megabytes, leg: Leg): Seconds {
  const { roundTripSeconds } = leg;
  const capBytesPerSecond = steadyBytesPerSecond(leg);
  let seconds = ROUND_TRIPS_BEFORE_BYTES * roundTripSeconds;
  let restBytes = megabytes * BYTES_PER_MEGABYTE;
  let windowBytes = INITIAL_WINDOW_SEGMENTS * SEGMENT_BYTES;
  while (restBytes > 0 && windowBytes < capBytesPerSecond * roundTripSeconds) {
    const sentBytes = Math.min(windowBytes, restBytes);
    seconds += (sentBytes / windowBytes) * roundTripSeconds;
    restBytes -= sentBytes;
    windowBytes *= 2;
  }
  return seconds + restBytes / capBytesPerSecond;
}

/** The rate a long transfer settles at: the access line, or less where loss holds the window down. */
export function steadyBytesPerSecond(leg: Leg): number {
  const accessBytesPerSecond = leg.accessMegabitsPerSecond * BYTES_PER_MEGABIT;
  if (leg.lossRatio === 0) return accessBytesPerSecond;
  const lossBytesPerSecond = (MATHIS_FACTOR * SEGMENT_BYTES) / (leg.roundTripSeconds * Math.sqrt(leg.lossRatio));
  return Math.min(accessBytesPerSecond, lossBytesPerSecond);
}

/**
 * Through the nearest edge of the content network. CloudFront sends with BBR since 2019, which does not slow down at random loss, so
 * the leg's loss is ignored. A miss adds one round trip to the origin until the first byte: the edge keeps warm
 * connections over the backbone, so no handshake and no slow start there. [AWS blog on TCP BBR with CloudFront, 2019; M]
 *
 * @param cache on a miss `originRoundTripSeconds` is that between edge and origin
 */
export function edgeTransferSeconds(
  megabytes: Megabytes,
  edge: Leg,
  cache: { readonly kind: 'hit' } | { readonly kind: 'miss'; readonly originRoundTripSeconds: Seconds },
): Seconds {
  const edgeSeconds = transferSeconds(megabytes, { ...edge, lossRatio: 0 });
  return cache.kind === 'hit' ? edgeSeconds : edgeSeconds + cache.originRoundTripSeconds;
}
