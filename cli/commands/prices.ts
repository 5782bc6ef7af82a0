/** `asset-sim prices`: what it takes. */
import type { Command } from 'commander';
import { addExamples } from '../stack-flags.ts';

export function addPrices(program: Command): void {
  const prices = program
    .command('prices')
    .summary('the catalog of prices: show it, or ask AWS for new ones')
    .description('What every cost is reckoned with, each price with its date and source; and how to renew them.')
    .helpCommand(false);
  const show = prices
    .command('show')
    .summary('every price with date, confidence and source')
    .description('Prints every price of the catalog, and warns of old ones.')
    .option('--json', 'the catalog as JSON on stdout')
    .option('--older-than <months>', 'warn of prices older than this (default: 24)')
    .action(async (flags: { readonly json?: true; readonly olderThan?: string }) => {
      const { showPrices } = await import('../prices/show-prices.ts');
      showPrices(flags);
    });
  addExamples(show, [
    ['asset-sim prices show', 'all prices'],
    ['asset-sim prices show --older-than 12', 'and a warning of those older than a year'],
  ]);
  const refresh = prices
    .command('refresh')
    .summary('ask AWS, and write the catalog')
    .description(
      'Asks the AWS Price List and the Spot price history (us-east-1, Linux) for the prices of instance hours and of the most\n' +
        'used services, and writes hub/catalog/refreshed-prices.ts. It writes all of them or, if one is missing, nothing.\n' +
        'Needs AWS credentials that may pricing:GetProducts and ec2:DescribeSpotPriceHistory; both are free.',
    )
    .option('-o, --output <file>', "write here instead of this tool's catalog")
    .action(async (flags: { readonly output?: string }) => {
      const { refreshPrices } = await import('../prices/refresh-prices.ts');
      await refreshPrices(flags);
    });
  addExamples(refresh, [
    ['asset-sim prices refresh', 'then read git diff hub/catalog/refreshed-prices.ts'],
    ['AWS_PROFILE=me asset-sim prices refresh', 'with the credentials of a profile'],
  ]);
}
