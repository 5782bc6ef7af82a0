/**
 * All sessions of a run as lines. Each session is rounded by itself, as AWS bills it; then equal ones are added up per
 * group, type, item and category, so that ten thousand sessions make a few dozen lines.
 */
import { PRICES } from '../../hub/catalog/prices.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { HOURS_PER_MONTH, type NanoUsd, SECONDS_PER_HOUR, type Seconds, type Usd } from '../../hub/units.ts';
import type { RunRecord, Session } from '../model/run-record.ts';
import { type Line, safe } from './ledger.ts';
import { SESSION_CATEGORIES, secondsPrice, sessionBill } from './session-bill.ts';
import { splitExactly } from './split-exactly.ts';

export type SessionsBill = {
  readonly lines: readonly Line[];
  /** Instance hours as billed, and the same sessions had all been Spot, or all on-demand. */
  readonly instanceNanoUsd: NanoUsd;
  readonly allSpotNanoUsd: NanoUsd;
  readonly allOnDemandNanoUsd: NanoUsd;
};

/** One of the things that are billed while an instance runs, summed over like sessions, by SESSION_CATEGORIES. */
type Account = { readonly item: string; readonly unit: string; readonly seconds: number[]; readonly nanoUsd: number[] };

/** Sessions of one group and one instance type, which share all their prices. */
type Kind = {
  readonly session: Session;
  readonly spotUsdPerHour: Usd;
  readonly onDemandUsdPerHour: Usd;
  readonly instance: Account;
  readonly free: Account;
  readonly addOns: readonly { readonly usdPerHour: Usd; readonly account: Account }[];
};

export function sessionLines(plan: HubPlan, record: RunRecord): SessionsBill {
  const kinds = new Map<string, Kind>();
  const sums = { instanceNanoUsd: 0, allSpotNanoUsd: 0, allOnDemandNanoUsd: 0 };
  for (const session of record.sessions) {
    const key = `${session.group} ${session.instanceType}`;
    let kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, (kind = kindOf(plan, session)));
    addSession(kind, session, sums);
  }
  return { lines: [...kinds.values()].flatMap(kind => linesOf(kind, record)), ...sums };
}

function kindOf(plan: HubPlan, session: Session): Kind {
  const addOns = addOnsOf(plan).map(({ item, unit, usdPerHour }) => ({ usdPerHour, account: openAccount(item, unit) }));
  return {
    session,
    spotUsdPerHour: hourPriceOf(plan, session.instanceType, 'spot'),
    onDemandUsdPerHour: hourPriceOf(plan, session.instanceType, 'onDemand'),
    instance: openAccount('instance-hours', 'instance-hour'),
    free: openAccount('spot-first-hour-free', 'instance-hour'),
    addOns,
  };
}

/** What accompanies a running instance by the second, beside its volume. */
export function addOnsOf(plan: HubPlan): { readonly item: string; readonly unit: string; readonly usdPerHour: Usd }[] {
  const addOns = [];
  if (plan.network.workerSubnets === 'public') {
    addOns.push({ item: 'public-ipv4', unit: 'address-hour', usdPerHour: PRICES.publicIpv4Hour.usd });
  }
  if (plan.observability.detailedMonitoring) {
    const usdPerHour = PRICES.detailedMonitoringInstanceMonth.usd / HOURS_PER_MONTH;
    addOns.push({ item: 'detailed-monitoring', unit: 'instance-hour', usdPerHour });
  }
  return addOns;
}

/** Adds one session to its kind. A free session still pays for its address and its metrics. */
function addSession(
  kind: Kind,
  session: Session,
  sums: { -readonly [K in keyof Omit<SessionsBill, 'lines'>]: number },
): void {
  const { spotUsdPerHour, onDemandUsdPerHour } = kind;
  const bill = sessionBill(session, session.market === 'spot' ? spotUsdPerHour : onDemandUsdPerHour);
  const { wholeSeconds, isFree, weights } = bill;
  sums.instanceNanoUsd += bill.nanoUsd;
  sums.allSpotNanoUsd += isFree ? 0 : secondsPrice(wholeSeconds, spotUsdPerHour);
  // The first free hour belongs to Spot: on demand the same seconds would have been paid.
  sums.allOnDemandNanoUsd += secondsPrice(wholeSeconds, onDemandUsdPerHour);
  credit(isFree ? kind.free : kind.instance, weights, bill.parts);
  for (const { usdPerHour, account } of kind.addOns) {
    credit(account, weights, splitExactly(secondsPrice(wholeSeconds, usdPerHour), weights));
  }
}

function openAccount(item: string, unit: string): Account {
  return { item, unit, seconds: SESSION_CATEGORIES.map(() => 0), nanoUsd: SESSION_CATEGORIES.map(() => 0) };
}

function credit(account: Account, weights: readonly Seconds[], parts: readonly NanoUsd[]): void {
  for (let i = 0; i < parts.length; i += 1) {
    account.seconds[i]! += weights[i]!;
    account.nanoUsd[i]! += parts[i]!;
  }
}

function linesOf(kind: Kind, record: RunRecord): Line[] {
  const { group, market, instanceType } = kind.session;
  const owner = { market, group: record.groups[group]!.name, instanceType };
  const accounts = [kind.instance, kind.free, ...kind.addOns.map(addOn => addOn.account)];
  return accounts.flatMap(({ item, unit, seconds, nanoUsd }) =>
    SESSION_CATEGORIES.flatMap((category, i): Line[] =>
      seconds[i] === 0
        ? []
        : [{ item, category, ...owner, quantity: seconds[i]! / SECONDS_PER_HOUR, unit, nanoUsd: safe(nanoUsd[i]!) }],
    ),
  );
}
