#!/usr/bin/env node
/**
 * The command `asset-sim`. This one file is plain JavaScript that an old Node can read: it finds a Node that runs TypeScript
 * as it is, keeps what it compiles for the next time, and starts `main.ts`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node 24 runs TypeScript by itself and is what package.json asks for. */
const MAJOR_VERSION_MIN = 24;
const EXIT_USAGE = 2;

if (Number.parseInt(process.versions.node, 10) < MAJOR_VERSION_MIN) {
  restartWithOwnNode();
} else {
  keepCompiledCode();
  await import('./main.ts');
}

/** Makes a start about twice as fast from the second time on; where it cannot be written, nothing is kept. */
function keepCompiledCode() {
  const folder =
    process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../node_modules/.cache/asset-sim', import.meta.url));
  module.enableCompileCache(folder);
  // Worker threads look here.
  process.env.NODE_COMPILE_CACHE = folder;
}

/** The `node` package among the development dependencies brings a Node of its own. */
function restartWithOwnNode() {
  const path = ownNode();
  if (path === undefined) {
    process.stderr.write(
      `error: asset-sim needs Node ${MAJOR_VERSION_MIN} or later (saw ${process.versions.node})\n` +
        'hint: run npm ci in the project, which brings one, or install it from https://nodejs.org\n',
    );
    process.exitCode = EXIT_USAGE;
    return;
  }
  const child = spawn(path, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; it decides how to end, and this process ends with it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', error => {
    process.stderr.write(`error: ${path} cannot be started: ${error.message}\nhint: run npm ci again\n`);
    process.exitCode = EXIT_USAGE;
  });
  child.on('exit', (exitCode, signal) => {
    process.exitCode = exitCode ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const folder = dirname(module.createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
