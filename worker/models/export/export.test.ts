/**
 * What can be seen of the exports without torch, which is 7 GB: that Python reads them, that their packages are pinned, and that
 * what they made (test/diffusers/tiny-sdxl) has the names that the catalog has.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as assert from 'uvu/assert';
import { TINY_SDXL } from '../../../test/diffusers/tiny-sdxl.ts';
import { check } from '../../../test/kit/check.ts';
import { createSessions } from '../../host/sessions.ts';
import { readModelCatalog } from '../model-catalog.ts';

const FOLDERS = [import.meta.dirname, join(import.meta.dirname, '../../../test/diffusers')];
const sources = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .map(name => join(folder, name)),
);
/** The modules that a file imports and Python does not bring along: `path module`. Throws for what is no Python. */
const IMPORTS = `
import ast, sys
for path in sys.argv[1:]:
    for node in ast.walk(ast.parse(open(path).read(), path)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.split('.')[0] not in sys.stdlib_module_names: print(path, name.split('.')[0])
`;
/** export_sdxl.py with stand-ins in the place of its packages; what it prints is what it would have done, as JSON. */
const EXPORT_SDXL = `
import json, sys
from pathlib import Path
from unittest.mock import MagicMock
for name in ['diffusers', 'onnx', 'onnxruntime', 'onnxruntime.transformers', 'onnxruntime.transformers.float16', 'optimum',
             'optimum.exporters', 'optimum.exporters.onnx', 'safetensors', 'safetensors.torch', 'tiny_sdxl', 'torch']:
    sys.modules[name] = MagicMock()
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import export_sdxl
loader = export_sdxl.StableDiffusionXLPipeline = MagicMock()
first = loader.from_pretrained().scheduler
exported, halved = [], []
export_sdxl.export = lambda pipeline, out: exported.append(pipeline)
export_sdxl.halve = lambda folder: halved.append(folder.name)
export_sdxl.print = lambda *words, sep: None
sys.argv = ['export_sdxl.py', *sys.argv[2:]]
export_sdxl.main()
spacings = [call.kwargs['timestep_spacing'] for call in first.from_config.call_args_list if call.args == (first.config,)]
json.dump({
    'unets': [str(call.args[0]) for call in export_sdxl.load_file.call_args_list],
    'spacings': spacings,
    'hasThatScheduler': exported[0].scheduler is (first.from_config() if spacings else first),
    'halved': halved,
}, sys.stdout)
`;
const exportSdxl = (...flags: readonly string[]) =>
  JSON.parse(
    execFileSync('python3', ['-c', EXPORT_SDXL, import.meta.dirname, ...flags], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

/** The flags with which docs/OPERATIONS.md calls it. */
function flagsOfPage(): readonly string[] {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/OPERATIONS.md'), 'utf8').replaceAll(
    / \\\n +/g,
    ' ',
  );
  const flags = /^ {4}\.venv\/bin\/python worker\/models\/export\/export_sdxl\.py (.+)$/m.exec(page)?.[1];
  return flags?.split(' ') ?? [];
}

const imports = () =>
  execFileSync('python3', ['-c', IMPORTS, ...sources], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    .trim()
    .split('\n');

/** The one package here that is imported by another name. */
const moduleOf = (name: string) => (name === 'pyyaml' ? 'yaml' : name);

check('the exports', {
  'are Python, and need packages that are pinned': () => {
    assert.ok(sources.length >= 6, String(sources));
    const lines = readFileSync(join(import.meta.dirname, 'requirements.txt'), 'utf8').split('\n');
    const pins = lines.filter(line => line !== '' && !line.startsWith('#'));
    for (const pin of pins) assert.match(pin, /^[a-z-]+==\d+(\.\d+)+$/);
    const own = sources.map(path => basename(path, '.py'));
    const known = new Set([...own, ...pins.map(pin => moduleOf(pin.split('==')[0]!))]);
    for (const line of imports()) assert.ok(known.has(line.split(' ')[1]!), line);
  },
  'say of a distilled UNet that it is run at trailing times, and leave the scheduler of the base model alone': () => {
    const base = { unets: [], spacings: [], hasThatScheduler: true, halved: [] };
    assert.equal(exportSdxl('--out', 'weights/sdxl'), base);
    const distilled = { ...base, unets: ['four.safetensors'], spacings: ['trailing'] };
    assert.equal(exportSdxl('--out', 'weights/sdxl', '--unet', 'four.safetensors'), distilled);
  },
  'are called by the page as they want to be': () => {
    const { unets, spacings, halved } = exportSdxl(...flagsOfPage());
    assert.equal(unets, ['~/asset-hub/sdxl_lightning_4step_unet.safetensors']);
    assert.equal(spacings, ['trailing']);
    assert.equal(halved, ['text_encoder', 'text_encoder_2', 'unet']);
  },
  'name inputs and outputs as the catalog does': async () => {
    const sessions = createSessions();
    await sessions.load(TINY_SDXL, { provider: 'cpu', threadCount: 1 });
    const { files } = readModelCatalog().groups.sdxl!;
    const graphs = files.filter(({ contract }) => contract !== undefined);
    assert.is(graphs.length, 4);
    for (const { path, contract } of graphs) {
      const { inputs, outputs } = sessions.infoOf(`sdxl/${path}`);
      assert.equal(
        inputs.map(({ name }) => name).toSorted(),
        contract!.inputs.map(({ name }) => name).toSorted(),
        path,
      );
      const made = new Set(outputs.map(({ name }) => name));
      // The real ones have more layers.
      for (const { name } of contract!.outputs)
        assert.ok(made.has(name.replace(/^(hidden_states)\.\d+$/, '$1.2')), name);
    }
  },
});
