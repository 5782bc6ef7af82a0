/**
 * Which tier the UNet of a folder is made for. Its graph does not say: one distilled to a few steps takes and gives what the base
 * model's does. The settings beside it do: diffusers keeps with a model how its times are spaced, `leading` for SDXL base, and
 * SDXL-Lightning is run with `trailing` (its model card, 2024-02 [M]).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from '../../../hub/errors.ts';
import { SDXL_SCHEDULER } from './sdxl-models.ts';
import { TIER_NAMES, TIERS, type TierName } from './tiers.ts';

const schedulerSchema = z.object({ timestep_spacing: z.unknown().optional() });

/**
 * @returns undefined for a spacing that no tier has, as diffusers' `linspace`
 * @example tierOfSpacing('trailing')   // 'fast'
 */
export const tierOfSpacing = (spacing: unknown): TierName | undefined =>
  TIER_NAMES.find(name => TIERS[name].spacing === spacing);

/**
 * @param weightsFolder that holds the folder `sdxl`
 * @throws HubError when the settings of its scheduler are missing, are no JSON, or are of no tier
 */
export function readTier(weightsFolder: string): TierName {
  const file = join(weightsFolder, SDXL_SCHEDULER);
  const spacing = spacingIn(file);
  const tier = tierOfSpacing(spacing);
  if (tier !== undefined) return tier;
  const wanted = TIER_NAMES.map(name => `"${TIERS[name].spacing}" (tier ${name})`).join(' or ');
  throw refused(`${file}: timestep_spacing must be ${wanted} (saw ${JSON.stringify(spacing) ?? 'none'})`);
}

function spacingIn(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw refused(`${file} cannot be read, and it says which tier the UNet is for`, cause);
  }
  try {
    return schedulerSchema.parse(JSON.parse(text)).timestep_spacing;
  } catch (cause) {
    throw refused(`${file} has no settings as JSON`, cause);
  }
}

const refused = (what: string, cause?: unknown) =>
  new HubError('MODEL_FILE', what, {
    hint: 'fetch or export SDXL anew: docs/OPERATIONS.md, "The weights\' folder"',
    cause,
  });
