/** Stack files as they were: read from git, without touching the working tree. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HubError } from '../hub/errors.ts';
import { requireStackName, type StackReader, stackFileName } from './read-stack.ts';

const run = promisify(execFile);

/** A stack file is a few kilobytes; this is only not to be cut. */
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

/**
 * @param revision anything git knows: a branch, a tag, `HEAD~1`, a hash
 * @returns reads the stack files of that revision, from the same folder
 * @throws (on reading) HubError REVISION_UNREADABLE when there is no git, no such revision, or no such file in it
 * @example await stackReaderAt('main')('prod', '.')   // { stack: 'prod', file: 'main:Pulumi.prod.yaml', text: ... }
 */
export function stackReaderAt(revision: string): StackReader {
  return async (stack, folder) => {
    requireStackName(stack);
    const commit = await commitOf(revision, folder);
    const file = stackFileName(stack);
    const { stdout } = await git(['show', `${commit}:./${file}`], folder).catch(() => {
      throw new HubError('REVISION_UNREADABLE', `revision '${revision}' has no ${file}`, {
        hint: 'a new stack has no baseline yet: leave the baseline out, and give thresholds',
      });
    });
    return { stack, file: `${revision}:${file}`, text: stdout };
  };
}

/** What is not a commit is told apart from what is not git. */
async function commitOf(revision: string, folder: string): Promise<string> {
  await git(['rev-parse', '--git-dir'], folder).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'git is not installed' : `${folder} is not in a git repository`;
    throw new HubError('REVISION_UNREADABLE', `revision '${revision}' cannot be read: ${why}`, {
      hint: 'compare with a file instead: --baseline base.json',
    });
  });
  // A revision may not be taken for an option.
  const { stdout } = await git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    folder,
  ).catch(() => {
    throw new HubError('REVISION_UNREADABLE', `git knows no revision '${revision}'`, {
      hint: `check the name; in CI fetch it first: git fetch --depth=1 origin ${revision}`,
    });
  });
  return stdout.trim();
}

const git = (args: readonly string[], folder: string) =>
  run('git', [...args], { cwd: folder, encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX });
