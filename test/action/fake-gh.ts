/**
 * Stands in for `gh` on PATH: one pull request's comments, kept in a file. It knows what comment.sh may ask and refuses
 * anything else, so that a test is no more lenient than GitHub. Filters run in the real jq, page by page, as gh does.
 *
 * takes  FAKE_GH_FILE: its state as JSON, `GhState`; calls are added to it
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export type GhComment = { readonly id: number; readonly user: { readonly login: string }; readonly body: string };
export type GhState = {
  readonly login: string;
  readonly comments: readonly GhComment[];
  /** `POST repos/...`, in order. */
  readonly calls: readonly string[];
  /** The method that fails, and what gh says of it. */
  readonly failure?: { readonly method: string; readonly told: string };
};

const file = process.env.FAKE_GH_FILE!;
const state = JSON.parse(readFileSync(file, 'utf8')) as GhState;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    method: { type: 'string', default: 'GET' },
    paginate: { type: 'boolean', default: false },
    jq: { type: 'string' },
    'raw-field': { type: 'string', short: 'f' },
    field: { type: 'string', short: 'F' },
  },
});
const [command, endpoint = ''] = positionals;
if (command !== 'api' || positionals.length !== 2) throw new Error(`not known here: gh ${positionals.join(' ')}`);
if (process.env.GH_TOKEN !== 'a-token') throw new Error('gh needs GH_TOKEN');
const method = endpoint === 'graphql' ? 'QUERY' : values.method;
const call = `${method} ${endpoint}`;
const keep = (next: Partial<GhState>) =>
  writeFileSync(file, JSON.stringify({ ...state, calls: [...state.calls, call], ...next }));

for (const page of answer()) {
  const { status, stdout, stderr } = spawnSync('jq', ['--raw-output', values.jq ?? '.'], {
    input: JSON.stringify(page),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`jq: ${stderr}`);
  process.stdout.write(stdout);
}

function answer(): readonly unknown[] {
  if (state.failure?.method === method) {
    keep({});
    fail(state.failure.told);
  }
  const list = /^repos\/hub\/demo\/issues\/7\/comments(?:\?per_page=(\d+))?$/.exec(endpoint);
  const one = /^repos\/hub\/demo\/issues\/comments\/(\d+)$/.exec(endpoint);
  if (method === 'QUERY' && values['raw-field'] === 'query=query { viewer { login } }') {
    keep({});
    return [{ data: { viewer: { login: state.login } } }];
  }
  if (method === 'GET' && list !== null) {
    keep({});
    const size = Number(list[1] ?? 30);
    const pageCount = values.paginate ? Math.max(1, Math.ceil(state.comments.length / size)) : 1;
    return Array.from({ length: pageCount }, (_, page) => state.comments.slice(page * size, (page + 1) * size));
  }
  if (method === 'POST' && list !== null) {
    const comment = { id: 1000 + state.comments.length, user: { login: state.login }, body: bodyField() };
    keep({ comments: [...state.comments, comment] });
    return [{ html_url: `https://github.com/hub/demo/pull/7#issuecomment-${comment.id}` }];
  }
  if (method === 'PATCH' && one !== null) {
    const id = Number(one[1]);
    const body = bodyField();
    keep({ comments: state.comments.map(each => (each.id === id ? { ...each, body } : each)) });
    return [{ html_url: `https://github.com/hub/demo/pull/7#issuecomment-${id}` }];
  }
  throw new Error(`not known here: ${call}`);
}

/** `body=@file`; GitHub refuses what is longer. */
function bodyField(): string {
  const body = readFileSync(/^body=@(.+)$/.exec(values.field ?? '')![1]!, 'utf8');
  if (body.length > 65_536) fail('gh: Validation Failed (HTTP 422)\nbody is too long (maximum is 65536 characters)');
  return body;
}

/** As gh does: the answer on stdout, what it means on stderr. */
function fail(told: string): never {
  process.stdout.write('{"message":"no"}');
  process.stderr.write(`${told}\n`);
  process.exit(1);
}
