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
/**
 * What `load` of export_sdxl.py does to the scheduler, told by stand-ins of the packages: the spacing it is made anew with, and
 * whether the pipeline has the one that was made; without --unet and with it.
 */
const LOAD = `
import json, sys
from pathlib import Path
from unittest.mock import MagicMock
for name in ['diffusers', 'onnx', 'onnxruntime', 'onnxruntime.transformers', 'onnxruntime.transformers.float16', 'optimum',
             'optimum.exporters', 'optimum.exporters.onnx', 'safetensors', 'safetensors.torch', 'tiny_sdxl', 'torch']:
    sys.modules[name] = MagicMock()
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import export_sdxl
def seen(unet):
    loader = export_sdxl.StableDiffusionXLPipeline = MagicMock()
    first = loader.from_pretrained().scheduler
    pipeline = export_sdxl.load('base', unet, False)
    spacings = [call.kwargs['timestep_spacing'] for call in first.from_config.call_args_list if call.args == (first.config,)]
    return [spacings, pipeline.scheduler is (first.from_config() if spacings else first), pipeline.unet.load_state_dict.call_count]
print(json.dumps([seen(None), seen(Path('unet.safetensors'))]))
`;
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
    const [base, distilled] = JSON.parse(
      execFileSync('python3', ['-c', LOAD, import.meta.dirname], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    assert.equal(base, [[], true, 0]);
    assert.equal(distilled, [['trailing'], true, 1]);
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
