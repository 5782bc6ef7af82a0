/** A pull request as a runner gets it: a bare origin, its merge with main, and a shallow checkout of that. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stackText } from '../kit/stack-plan.ts';
import type { ActionOptions, Runner } from './run-action.ts';

/** The prod stack with thresholds that fifty users keep: a second or two to play. */
export const BASE = `${stackText('prod').split('    users: 10000')[0]}    users: 50
    thresholds:
      - p95(turnaround_seconds)<600
      - cost_usd_per_character<0.2
`;
/** Two Spot instances where a hundred were allowed: six minutes more. */
export const SLOWER = replacedLast(BASE, 'maxCount: 100', 'maxCount: 2');
export const SMALL = { users: '50', replications: '3' };

type Files = Readonly<Record<string, string>>;
export type PullRequest = Runner & {
  /** What the runner says of the event. */
  readonly event: Required<Pick<ActionOptions, 'github' | 'env'>>;
  /** In the checkout. */
  readonly git: (...args: readonly string[]) => string;
  /** The branch as it was when the merge was made. */
  readonly baseCommit: string;
  /** Pushes a commit of these files to main. */
  readonly pushToMain: (files: Files) => void;
};

type Options = { readonly base?: Files; readonly head: Files; readonly depth?: number };

export async function inPullRequest(
  { base = { 'Pulumi.prod.yaml': BASE }, head, depth = 1 }: Options,
  work: (pullRequest: PullRequest) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'asset-hub-action-'));
  const folderOf = (name: string) => {
    const folder = join(root, name);
    mkdirSync(folder);
    return folder;
  };
  try {
    const origin = `file://${folderOf('origin.git')}`;
    gitIn(join(root, 'origin.git'), root)('init', '--quiet', '--bare', '--initial-branch', 'main');
    // 1. Main, and a branch beside it that is merged for a trial, as GitHub does.
    const author = folderOf('author');
    const write = gitIn(author, root);
    write('init', '--quiet', '--initial-branch', 'main');
    write('remote', 'add', 'origin', origin);
    commit(author, write, base, 'main');
    const baseCommit = write('rev-parse', 'HEAD');
    write('switch', '--quiet', '--create', 'topic');
    commit(author, write, head, 'topic');
    const headCommit = write('rev-parse', 'HEAD');
    write('switch', '--quiet', '--detach', 'main');
    write('merge', '--quiet', '--no-ff', '--message', 'merge', 'topic');
    write('push', '--quiet', 'origin', 'HEAD:refs/pull/7/merge', 'main');
    write('switch', '--quiet', 'main');
    const pushToMain = (files: Files) => {
      commit(author, write, files, 'later');
      write('push', '--quiet', 'origin', 'main');
    };
    // 2. What actions/checkout does.
    const workspace = folderOf('workspace');
    const git = gitIn(workspace, root);
    git('init', '--quiet', '--initial-branch', 'main');
    git('remote', 'add', 'origin', origin);
    git('fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge');
    git('checkout', '--quiet', '--force', 'refs/remotes/pull/7/merge');
    const github = {
      'github.base_ref': 'main',
      'github.event.pull_request.number': '7',
      'github.event.pull_request.head.sha': headCommit,
    };
    const event = { github, env: { GITHUB_REF: 'refs/pull/7/merge' } };
    await work({ home: folderOf('home'), workspace, event, git, baseCommit, pushToMain });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const gitIn =
  (folder: string, home: string) =>
  (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: home },
      stdio: 'pipe',
      encoding: 'utf8',
    }).trim();

function commit(folder: string, git: (...args: readonly string[]) => string, files: Files, message: string): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', message);
}

function replacedLast(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from);
  return `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}

/** The number of the first line in which two texts differ. */
export function changedLine(before: string, after: string): number {
  const lines = before.split('\n');
  return after.split('\n').findIndex((line, index) => line !== lines[index]) + 1;
}
