/** The page's sign-in against the local issuer over HTTP, and against answers as Cognito gives them. No real Cognito is asked. */
import * as assert from 'uvu/assert';
import { listenAsIssuer } from '../../local/http/listen-as-issuer.test-data.ts';
import { ISSUER_PATH } from '../../local/http/serve-issuer.ts';
import { AUDIENCE } from '../../local/http/tokens.ts';
import { check } from '../../test/kit/check.ts';
import type { Keeper } from '../environment.ts';
import { createSession } from './session.ts';

const nowSeconds = () => Date.now() / 1000;
/** Cognito's way with players of another house: the nonce in its token is one of its own. */
let isNonceChanged = false;
const { baseUrl, issuer } = await listenAsIssuer(nowSeconds, url =>
  isNonceChanged ? url.replace(/nonce=[^&]*/, 'nonce=its-own') : url,
);

function keeper(): Keeper {
  let kept: string | undefined;
  return {
    read: () => kept,
    write: text => {
      kept = text;
    },
  };
}

/** A browser's tab at a place of the page. */
function openTab({ scope = 'openid', hash = '#/jobs/x' } = {}) {
  const visited: URL[] = [];
  const location = { origin: baseUrl, hash, assign: (address: string) => void visited.push(new URL(address)) };
  const config = { apiUrl: '', issuer: issuer.url, clientId: AUDIENCE, scope };
  const token = keeper();
  return { session: createSession({ config, token, leaving: keeper(), location }), visited };
}

/** The player says who they are at the issuer. @returns the address at which they come back */
async function answerAt(asked: URL | undefined): Promise<URL> {
  const body = new URLSearchParams({ subject: 'ada' });
  const answer = await fetch(asked ?? '', { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

check('signing in', {
  'comes back with a token that the API takes, to where the player was': async () => {
    const { session, visited } = openTab();
    await session.begin();
    assert.is(await session.finish(await answerAt(visited[0])), '#/jobs/x');
    assert.is(issuer.claimsOf(session.token(), nowSeconds())?.sub, 'ada');
  },
  'asks for what Cognito documents, and by a nonce and PKCE': async () => {
    const { session, visited } = openTab();
    await session.begin();
    const asked = Object.fromEntries(visited[0]!.searchParams);
    assert.equal(Object.keys(asked).toSorted(), [
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
    assert.equal([asked.response_type, asked.code_challenge_method], ['code', 'S256']);
    // Cognito compares it letter by letter with what the deploy told it (test/stacks/page.test.ts).
    assert.is(asked.redirect_uri, `${baseUrl}/`);
  },
  'does without a token about the player where the stack asks for none': async () => {
    const { session, visited } = openTab({ scope: 'hub/play' });
    await session.begin();
    await session.finish(await answerAt(visited[0]));
    assert.is.not(session.token(), '');
  },
  'takes no token that was made for another sign-in': async () => {
    const { session, visited } = openTab();
    await session.begin();
    isNonceChanged = true;
    const back = await answerAt(visited[0]).finally(() => {
      isNonceChanged = false;
    });
    await rejects(session.finish(back), /nonce/);
    assert.is(session.token(), '');
  },
  'fails when somebody else’s answer is brought, or the issuer says no': async () => {
    for (const change of [{ state: 'of-another' }, { error: 'access_denied', code: '' }]) {
      const { session, visited } = openTab();
      await session.begin();
      const back = await answerAt(visited[0]);
      for (const [name, value] of Object.entries(change)) {
        if (value === '') back.searchParams.delete(name);
        else back.searchParams.set(name, value);
      }
      await rejects(session.finish(back), /state|authorization response/);
      assert.is(session.token(), '');
    }
  },
  'is nothing that an address begins by itself': async () =>
    assert.is(await openTab().session.finish(new URL(`${baseUrl}/?code=1&state=2`)), undefined),
});

check('signing out', {
  'forgets the token, and leads to the issuer with what Cognito wants': async () => {
    const { session, visited } = openTab();
    await session.begin();
    await session.finish(await answerAt(visited[0]));
    await session.end();
    assert.is(session.token(), '');
    const left = visited[1]!;
    assert.is(left.pathname, `${ISSUER_PATH}/logout`);
    assert.equal([left.searchParams.get('client_id'), left.searchParams.get('logout_uri')], [AUDIENCE, `${baseUrl}/`]);
    const answer = await fetch(left, { redirect: 'manual' });
    assert.is(answer.headers.get('location'), `${baseUrl}/`);
  },
});

async function rejects(promise: Promise<unknown>, why: RegExp): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.instance(error, Error);
  assert.match((error as Error).message, why);
}
