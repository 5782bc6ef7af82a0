/** What `asset-sim config` does. */
import { effectiveValues } from '../hub/plan/effective-values.ts';
import { type ConfigReport, configBlocks, configJson } from '../sim/report/config-report.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { readFolder } from './flag-values.ts';
import type { ConfigFlags } from './flags.ts';
import { loadPlan } from './load-inputs.ts';
import { printWarnings } from './print-problems.ts';
import { terminalStyle } from './terminal-style.ts';
import { TOOL_VERSION } from './tool-version.ts';

export async function showConfig(flags: ConfigFlags): Promise<void> {
  const loaded = await loadPlan({ stack: flags.stack, scenario: flags.scenario, folder: readFolder(flags.cwd) });
  const { plan, sources, scenario, warnings } = loaded;
  printWarnings(warnings);
  const report: ConfigReport = {
    toolVersion: TOOL_VERSION,
    stack: plan.stack,
    region: plan.region,
    scenario: scenario?.name ?? null,
    values: effectiveValues(sources),
    warnings,
  };
  process.stdout.write(
    flags.json ? renderJson(configJson(report)) : renderText(configBlocks(report), terminalStyle(process.stdout)),
  );
}
