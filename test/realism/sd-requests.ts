/**
 * Real requests for images: days 1-15 of the Stable Diffusion service of Alibaba's cluster-trace-v2026-GenAI (GenTD26, SoCC
 * '25). The rows stand beside the checkout on some machines only, and are not ours to ship; elsewhere requests are made up,
 * so that what is done with them is tested everywhere.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createSampler } from '../../sim/engine/sampler.ts';
import { createSubstream } from '../../sim/engine/substream.ts';
import { readCsv } from '../../sim/scenario/read-csv.ts';

export type Requests = {
  readonly isReal: boolean;
  /** Seconds from the start of the trace, rising. */
  readonly arrivalSeconds: Float64Array;
  /** How long each took. Requests that never ended (11 of 14,175) are left out. */
  readonly serviceSeconds: Float64Array;
};

const FILE = new URL('../../../shared/traces/alibaba-sd-requests-15d.csv', import.meta.url);
const DAYS = 15;
const MADE_UP_PER_DAY = 700;
const SECONDS_PER_DAY = 86_400;

export function sdRequests(): Requests {
  return existsSync(FILE) ? recorded(readFileSync(FILE, 'utf8')) : madeUp();
}

function recorded(text: string): Requests {
  const { columns, rows } = readCsv(text);
  const [at, took] = [columns.indexOf('arrival_s'), columns.indexOf('exec_time_seconds')];
  const ended = rows.filter(({ cells }) => Number(cells[took]) > 0);
  return {
    isReal: true,
    arrivalSeconds: Float64Array.from(ended, ({ cells }) => Number(cells[at])),
    serviceSeconds: Float64Array.from(ended, ({ cells }) => Number(cells[took])),
  };
}

/** Independent users and gamma times: what a prediction should have no trouble with. */
function madeUp(): Requests {
  const [gaps, services] = [createSubstream(3, 0, 'gaps', 0), createSubstream(3, 0, 'services', 0)];
  const sample = createSampler({ kind: 'gamma', mean: 27, cv: 0.7 });
  const arrivalSeconds: number[] = [];
  for (let at = 0; at < DAYS * SECONDS_PER_DAY; at += (gaps.exponential() * SECONDS_PER_DAY) / MADE_UP_PER_DAY) {
    arrivalSeconds.push(at);
  }
  return {
    isReal: false,
    arrivalSeconds: Float64Array.from(arrivalSeconds),
    serviceSeconds: Float64Array.from(arrivalSeconds, () => sample(services)),
  };
}
