/** A product of the AWS Price List, as GetProducts hands it over: a JSON text. */
import { z } from 'zod';
import type { Usd } from '../units.ts';

const dimension = z.object({
  unit: z.string(),
  beginRange: z.string().optional(),
  pricePerUnit: z.object({ USD: z.string().optional() }),
});

const schema = z.object({
  product: z.object({ sku: z.string(), attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z.record(z.string(), z.object({ priceDimensions: z.record(z.string(), dimension) })).optional(),
  }),
});

export type PricedProduct = { readonly sku: string; readonly usd: Usd; readonly unit: string };

/**
 * The on-demand price of a product: of its tiers the first that costs anything, so that a free allowance is no price.
 * Undefined where it has none in dollars, as products of Savings Plans.
 *
 * @throws SyntaxError or ZodError when the text is no such product
 */
export function parsePriceProduct(text: string): PricedProduct | undefined {
  const { product, terms } = schema.parse(JSON.parse(text));
  const tiers = Object.values(terms.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .map(({ unit, beginRange, pricePerUnit }) => ({
      unit,
      from: Number(beginRange ?? 0),
      usd: Number(pricePerUnit.USD),
    }))
    .filter(({ usd }) => usd > 0)
    .toSorted((one, other) => one.from - other.from);
  const first = tiers[0];
  return first && { sku: product.sku, usd: first.usd, unit: first.unit };
}
