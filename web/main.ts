/** The page starts here: what it is told by its deploy, who is signed in, what was left behind, and what follows from each change. */
import { hubApi } from './api/hub-api.ts';
import { sendForm } from './api/send-form.ts';
import { createActions } from './app.ts';
import { drawKey, drawRatio, keeperIn, nowMilliseconds, pause } from './environment.ts';
import { createFollower } from './follow.ts';
import { type PageConfig, parsePageConfig } from './page-config.ts';
import { createSession } from './sign-in/session.ts';
import { type AppState, initialState, reduce } from './state/app-state.ts';
import { emptyDraft, parseDraft } from './state/draft.ts';
import { routeOf } from './state/route.ts';
import { createStore } from './state/store.ts';
import { element } from './view/element.ts';
import { createPage } from './view/page.ts';

const keptDraft = keeperIn(() => sessionStorage, 'draft');
const keptJob = keeperIn(() => localStorage, 'job');

async function readConfig(): Promise<PageConfig> {
  // As index.html asks for it already. It says itself that it is asked for each time.
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return parsePageConfig(await response.json());
}

async function start(): Promise<void> {
  const config = await readConfig();
  const session = createSession({
    config,
    token: keeperIn(() => sessionStorage, 'token'),
    leaving: keeperIn(() => sessionStorage, 'leaving'),
    location,
  });
  // 1. Back from signing in: the address says so once, and is cleaned.
  const address = new URL(location.href);
  let hasFailed = false;
  if (address.search !== '') {
    const hash = await session.finish(address).catch(() => {
      hasFailed = true;
      return undefined;
    });
    history.replaceState(undefined, '', `/${hash ?? location.hash}`);
  }
  const isIn = session.token() !== '';
  const signIn = isIn ? 'in' : hasFailed ? 'failed' : 'out';
  // 2. What was left behind. Another tab's job is one click away; this browser's last one is where it goes on.
  const draft = parseDraft(keptDraft.read(), drawKey()) ?? emptyDraft(drawKey());
  const lastJob = keptJob.read();
  if (location.hash === '' && lastJob !== undefined && !draft.isToSend) {
    history.replaceState(undefined, '', `/#/jobs/${lastJob}`);
  }
  // 3. Store, actions and page.
  const store = createStore(initialState(routeOf(location.hash), signIn, draft), reduce, state => show(state));
  const api = hubApi(config.apiUrl === '' ? location.origin : config.apiUrl, session.token);
  const follower = createFollower({ api, store, keptJob });
  const actions = createActions({
    api,
    sendForm,
    session,
    store,
    keptDraft,
    keptJob,
    nowMilliseconds,
    pause,
    drawKey,
    drawRatio,
    go: hash => {
      if (location.hash !== hash) location.assign(hash);
      store.tell({ kind: 'routed', route: routeOf(hash) });
    },
    save,
    urlOf: file => URL.createObjectURL(file),
    follow: jobId => follower.again(jobId),
  });
  const page = createPage(actions, nowMilliseconds);
  document.body.replaceChildren(page.element);
  const show = (state: AppState): void => {
    page.show(state);
    follower.show(state, actions);
    tick(state);
  };
  const tick = ticking(() => page.show(store.state()));
  // 4. From now on.
  addEventListener('hashchange', () => store.tell({ kind: 'routed', route: routeOf(location.hash) }));
  show(store.state());
  if (isIn && draft.isToSend) actions.submit();
}

/** Once a second, as long as something is counted down. */
function ticking(show: () => void): (state: AppState) => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  return ({ submission }) => {
    const isCounting = 'againAt' in submission && (submission.againAt ?? 0) + 1000 > nowMilliseconds();
    if (isCounting) timer ??= setInterval(show, 1000);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function save(url: string, fileName: string): void {
  const link = element('a', { href: url, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
}

start().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  document.body.replaceChildren(
    element(
      'main',
      { class: 'broken' },
      element('h1', {}, 'The hub cannot be reached'),
      element('p', {}, 'Reload the page in a moment.'),
      element('p', { class: 'detail' }, words),
    ),
  );
});
