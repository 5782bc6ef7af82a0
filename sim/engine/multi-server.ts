/**
 * The engine's smallest real model: one station, many equal servers, first come first served (G/G/c). It measures the
 * engine and is held against Erlang's formula and the Kiefer-Wolfowitz recursion in the tests. Invariant: the n-th
 * arrival starts n-th and draws the n-th service time.
 */
import type { Count } from '../../hub/units.ts';
import { Calendar } from './calendar.ts';
import type { Sampler } from './sampler.ts';
import type { Substream } from './substream.ts';
import { WaitingLine } from './waiting-line.ts';
import type { WaitingTime } from './waiting-time.ts';

const ARRIVAL = 0;
const DEPARTURE = 1;

export type MultiServerModel = {
  readonly serverCount: Count;
  readonly sampleInterarrivalSeconds: Sampler;
  readonly sampleServiceSeconds: Sampler;
};

/** Arrivals and services draw from substreams of their own, so that a change of one leaves the other as it was. */
export type MultiServerStreams = { readonly arrivals: Substream; readonly services: Substream };

/**
 * Runs from an empty station until `customerCount` customers have started service, adding each one's wait to `waits`.
 * The first arrival comes after one interarrival time. Returns the number of events fired.
 */
export function runMultiServer(
  model: MultiServerModel,
  streams: MultiServerStreams,
  customerCount: Count,
  waits: WaitingTime,
): Count {
  const { serverCount, sampleInterarrivalSeconds, sampleServiceSeconds } = model;
  const { arrivals, services } = streams;
  const calendar = new Calendar(serverCount + 1);
  const line = new WaitingLine();
  let busyCount = 0;
  let startedCount = 0;
  let eventCount = 0;
  calendar.schedule(sampleInterarrivalSeconds(arrivals), ARRIVAL, 0);
  while (startedCount < customerCount && calendar.next(Infinity)) {
    const now = calendar.nowSeconds;
    eventCount += 1;
    if (calendar.kind === ARRIVAL) {
      calendar.schedule(now + sampleInterarrivalSeconds(arrivals), ARRIVAL, 0);
      if (busyCount === serverCount) {
        line.push(now);
        continue;
      }
      busyCount += 1;
      waits.add(0);
    } else {
      if (line.length === 0) {
        busyCount -= 1;
        continue;
      }
      waits.add(now - line.shift());
    }
    startedCount += 1;
    calendar.schedule(now + sampleServiceSeconds(services), DEPARTURE, 0);
  }
  return eventCount;
}
