/**
 * Starts a policy pack as the Pulumi CLI does, `@pulumi/pulumi/cmd/run-policy-pack` in the folder of the pack, and speaks to it
 * as the engine does.
 *
 * Source: github.com/pulumi/pulumi, sdk/go/common/resource/plugin/analyzer_plugin.go, read 2026-11-23. [H]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import type { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import analyzerGrpc from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';

/** As in @pulumi/pulumi/runtime/settings.js: the bundle of a function is an input, too. */
const MESSAGE_BYTES_MAX = 400 * 1024 * 1024;

/** A pack is up in 3 s; twenty times that is a pack that hangs, also on a busy machine. */
const START_LIMIT_SECONDS = 60;

const live = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of live) child.kill('SIGKILL');
});

/**
 * The pack runs until this process ends.
 *
 * @throws Error with what the pack printed when it does not start
 */
export async function startAnalyzer(packFolder: string): Promise<AnalyzerClient> {
  const runPath = createRequire(join(packFolder, 'main.js')).resolve('@pulumi/pulumi/cmd/run-policy-pack');
  const child = spawn(process.execPath, [runPath, '127.0.0.1:0', '.'], {
    cwd: packFolder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  live.add(child);
  try {
    const port = await portOf(child);
    letGo(child);
    return new analyzerGrpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** A pack that only waits keeps nobody from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdout, child.stderr]) (pipe as Socket | null)?.unref();
}

/** Hermetic but for the cache of V8's bytecode, which halves the start. */
function environment(): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  const cache = join(import.meta.dirname, '../../node_modules/.cache/asset-hub/compile');
  return { PATH, HOME, NODE_COMPILE_CACHE: cache };
}

/** A plugin writes the port it listens on, alone in its first line. */
function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    const fail = (why: string) => reject(new Error(`the policy pack ${why}\n${stdout}${stderr}`.trimEnd()));
    const limit = setTimeout(() => fail(`did not start within ${START_LIMIT_SECONDS} s`), START_LIMIT_SECONDS * 1000);
    child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
    child.stdout?.setEncoding('utf8').on('data', text => {
      stdout += text;
      const port = /^(\d+)\n/.exec(stdout)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(port);
    });
    child.on('error', error => fail(`could not be run: ${error.message}`));
    child.on('close', exitCode => {
      clearTimeout(limit);
      fail(`ended with exit code ${exitCode}`);
    });
  });
}
