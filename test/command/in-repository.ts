/** A small stack in a folder or a repository of its own. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackText } from '../kit/stack-plan.ts';
import { inFolder } from './run-command.ts';

/** Seconds on one core. */
export const SMALL = ['--users', '60', '--replications', '4'];
export const DEV = stackText('dev');
/** A repository whose `main` has the dev stack, and whose working tree has `text` in its place. */
export function inRepository(text: string, work: (folder: string) => Promise<void>): Promise<void> {
  return inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '.');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'dev');
    writeFileSync(join(folder, 'Pulumi.dev.yaml'), text);
    await work(folder);
  });
}
