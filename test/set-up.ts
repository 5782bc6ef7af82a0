/**
 * What tests need beyond npm, made ready before the first of them runs: each would get it by itself, but not within the time
 * that one test file has, and not while a second one does the same.
 */
import { requireAptTool } from './apt/require-apt-tool.ts';
import { requireBlender } from './blender/require-blender.ts';
import { CHROMIUM } from './chromium/open-page.ts';
import { pythonPath } from './moto/python-environment.ts';
import { schemathesisPython } from './schemathesis/run-schemathesis.ts';
import { SHELLCHECK } from './shellcheck/shellcheck.ts';

const NEEDS: readonly { readonly what: string; readonly get: () => unknown }[] = [
  { what: 'Python packages (moto, python-hcl2)', get: pythonPath },
  { what: 'Schemathesis', get: schemathesisPython },
  { what: 'shellcheck', get: () => requireAptTool(SHELLCHECK) },
  { what: 'Chromium', get: () => requireAptTool(CHROMIUM) },
  { what: 'Blender', get: requireBlender },
];

/**
 * Installs what is missing. What cannot be had is said in one line; the tests that need it fail with the same words, and all
 * others run.
 *
 * @param writeLine takes the report, line by line
 */
export async function setUp(writeLine: (line: string) => void): Promise<void> {
  for (const { what, get } of NEEDS) {
    try {
      await get();
    } catch (error) {
      writeLine(`missing: ${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
