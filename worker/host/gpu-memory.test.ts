/** No GPU is here: a program in nvidia-smi's place says what nvidia-smi says, so that the reading of it runs. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { gpuUsedBytes } from './gpu-memory.ts';

function smi(script: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-smi-')), 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

check('the memory of the GPU', {
  'is what nvidia-smi says, in bytes': async () => {
    const asked = '--query-gpu=memory.used --format=csv,noheader,nounits';
    assert.is(await gpuUsedBytes(smi(`[ "$*" = "${asked}" ] && echo 8734`)), 8734 * 1024 ** 2);
  },
  'is not known without it, or when it fails': async () => {
    assert.is(await gpuUsedBytes(join(tmpdir(), 'no-such-program')), undefined);
    assert.is(await gpuUsedBytes(smi('echo "NVIDIA-SMI has failed"; exit 9')), undefined);
    assert.is(await gpuUsedBytes(smi('echo "[N/A]"')), undefined);
  },
});
