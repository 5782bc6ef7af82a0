/** What `asset-sim cost` does. */
import { costTables } from '../sim/cost/cost-tables.ts';
import { correctionBlocks, costBlocks } from '../sim/report/cost-blocks.ts';
import { costJson } from '../sim/report/cost-json.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { readFolder } from './flag-values.ts';
import type { CostFlags } from './flags.ts';
import { loadPlan } from './load-inputs.ts';
import { printWarnings } from './print-problems.ts';
import { terminalStyle } from './terminal-style.ts';
import { TOOL_VERSION } from './tool-version.ts';

export async function showCosts(flags: CostFlags): Promise<void> {
  const { plan, warnings } = await loadPlan({ stack: flags.stack, scenario: undefined, folder: readFolder(flags.cwd) });
  printWarnings(warnings);
  const tables = costTables(plan);
  const blocks = flags.corrections ? correctionBlocks(tables) : costBlocks(tables);
  process.stdout.write(
    flags.json ? renderJson(costJson(tables, TOOL_VERSION)) : renderText(blocks, terminalStyle(process.stdout)),
  );
}
