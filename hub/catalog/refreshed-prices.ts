/** Written by `asset-sim prices refresh`; read the diff, and do not edit. Where a price is missing, the kept one holds. */
import type { RefreshedPrices } from './price-refresh.ts';

export const REFRESHED_PRICES: RefreshedPrices = Object.freeze({
  date: null,
  onDemandUsdPerHour: {},
  spotUsdPerHour: {},
  usd: {},
});
