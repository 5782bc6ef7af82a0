/** Said to somebody who has never seen the ledger. */
export const CATEGORY_MEANINGS: Readonly<Record<string, string>> = {
  useful: 'work that counted',
  redo: 'work lost and done again',
  idle: 'instances paid, not busy',
  boot: 'instances coming up',
  drain: 'instances shutting down',
  storage: 'volumes, checkpoints, assets',
  requests: 'queue, API, functions, tables',
  delivery: 'results on their way to players',
  fixed: 'paid without any job',
};
