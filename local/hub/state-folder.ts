/**
 * Where a hub on one machine keeps what it must not forget: jobs and files (written by the emulator as they change) and the keys
 * that sign URLs and tokens, so that a page that is open goes on after a restart. One hub at a time: the emulator holds a lock.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import { type Moto, type MotoOptions, startOwnMoto } from '../../test/moto/start-moto.ts';

export type StateFolder = {
  readonly folder: string;
  readonly keys: { readonly signing: KeyObject; readonly issuer: KeyObject };
  readonly logFile: string;
  /** @throws HubError USAGE when another hub is on it */
  readonly startEmulator: (options?: Pick<MotoOptions, 'port'>) => Promise<Moto>;
};

const DATABASE = 'state.sqlite';

/** @throws HubError FILE_UNWRITABLE when it cannot be made */
export function openStateFolder(folder: string): StateFolder {
  try {
    mkdirSync(folder, { recursive: true });
    // What is in it is nobody's business in a repository.
    writeFileSync(join(folder, '.gitignore'), '*\n');
    const keys = { signing: keptKey(join(folder, 'signing-key.pem')), issuer: keptKey(join(folder, 'issuer-key.pem')) };
    return { folder, keys, logFile: join(folder, 'hub.log'), startEmulator: options => startOn(folder, options) };
  } catch (cause) {
    throw new HubError('FILE_UNWRITABLE', `${folder} cannot hold the hub's state: ${(cause as Error).message}`, {
      hint: 'name another folder with --state',
      cause,
    });
  }
}

/** Jobs, files and keys are gone. The emulator takes the lock first, so that nobody loses what another hub works with. */
export async function forgetState(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const emulator = await startOn(folder);
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startOn(folder: string, options: Pick<MotoOptions, 'port'> = {}): Promise<Moto> {
  try {
    return await startOwnMoto({ ...options, keepIn: join(folder, DATABASE) });
  } catch (cause) {
    if (!/is in use/.test((cause as Error).message)) throw cause;
    throw new HubError('USAGE', `another hub works with ${folder}`, {
      hint: 'end that one, or keep this one elsewhere with --state',
      cause,
    });
  }
}

function keptKey(file: string): KeyObject {
  if (existsSync(file)) return createPrivateKey(readFileSync(file, 'utf8'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return privateKey;
}
