/**
 * A player's way on the page, in Chromium: from a typed prompt to a rigged character that turns, by keyboard alone, through a
 * reload, an API that goes away, and a network that does. One job, real stages (test/web/page-worker.ts), seconds.
 */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { startPageHub } from './page-hub.ts';
import { meetPeople, type Person, watchFor } from './people.ts';
import { seriousFaults } from './serious-faults.ts';
import { signIn } from './sign-in.ts';
import { colorfulRatio, comesToRest, differingRatio, turningViews } from './turning-views.ts';

const PROMPT = 'a badger squire in a blue cloak';
const COLORFUL_SEED = 1;
const WAIT = { timeout: 90_000 };
const OUTAGE = '.notice:has-text("The hub cannot be reached.")';

const hub = await startPageHub();
const people = await meetPeople(hub.url);

const headlineOf = ({ page }: Person) => page.locator('.job .headline').textContent();

// 1. Bob was there before Ada; nobody works yet. Ada has a keyboard and no mouse.
await hub.submit('bob', { kind: 'image', prompt: 'a fox' });
await hub.submit('bob', { kind: 'image', prompt: 'a crowd' });
const ada = await people.arrive({ reducedMotion: 'no-preference', viewport: { width: 560, height: 460 } });
// The answer to her first submit gets lost on its way, when the hub has long taken it.
let sentCount = 0;
await ada.context.route('**/v1/jobs', async route => {
  if (route.request().method() !== 'POST') return route.continue();
  sentCount += 1;
  // By chance a stand-in figure may be nearly grey, which the test of its colours could not tell from one without.
  const postData = JSON.stringify({ ...route.request().postDataJSON(), seed: COLORFUL_SEED });
  if (sentCount > 1) return route.continue({ postData });
  await route.fetch({ postData });
  return route.abort();
});
const tabStops: string[] = [];
const focused = () => ada.page.evaluate<string>('document.activeElement.id || document.activeElement.textContent');
for (let stop = ''; stop !== 'prompt' && tabStops.length < 9; tabStops.push(stop)) {
  await ada.page.keyboard.press('Tab');
  stop = await focused();
}
const atHome = await seriousFaults(ada);
await ada.page.keyboard.type(PROMPT);
await ada.page.keyboard.press('Enter');
await ada.page.locator('#subject:focus').waitFor();
await ada.page.keyboard.press('Enter');
await ada.page.getByText('Position in queue').first().waitFor();
const adaJob = ada.page.url();
const waiting = { headline: await headlineOf(ada), focus: await focused(), faults: await seriousFaults(ada) };

// 2. Eve has the address, and an account of her own.
const eve = await people.arrive();
await signIn(eve, 'eve');
await eve.page.goto(adaJob);
await eve.page.getByText('There is no such character here.').first().waitFor();
const evesPage = await eve.page.locator('main').textContent();

// Her token ends while she writes. She signs in again, and has lost nothing.
await eve.page.goto(`${hub.url}/#/`);
await eve.page.locator('#prompt').fill('an old wizard');
await eve.page.evaluate("sessionStorage.setItem('asset-hub.token', '')");
await eve.page.getByRole('button', { name: 'Bring it to life' }).click();
await eve.page.getByRole('button', { name: 'Sign in again' }).waitFor();
const eveOut = await eve.page.locator('#prompt').inputValue();
await eve.page.evaluate(
  "sessionStorage.setItem('asset-hub.draft', sessionStorage.getItem('asset-hub.draft').replace('true', 'false'))",
);
await eve.page.getByRole('button', { name: 'Sign in again' }).click();
await eve.page.locator('#subject:focus').fill('eve');
await eve.page.keyboard.press('Enter');
await eve.page.getByRole('button', { name: 'Sign out' }).waitFor();
const eveBack = await eve.page.locator('#prompt').inputValue();

// Bob has two in the making, which is as many as anybody may.
const bob = await people.arrive({ colorScheme: 'dark', viewport: { width: 390, height: 780 } });
await signIn(bob, 'bob');
await bob.page.getByRole('button', { name: 'a pirate captain' }).click();
await bob.page.keyboard.press('Enter');
await bob.page.getByText('You can try again in').waitFor();
const refusal = await bob.page.locator('#composer-fault').textContent();

// 3. Work begins; Ada reloads as soon as there is a picture, or more.
const stopWorker = await hub.startWorker();
await watchFor(ada, '.hero:is([data-kind="picture"], [data-kind="shape"])');
const running = await seriousFaults(ada);
await ada.page.reload();
await ada.page.locator('.job').waitFor();
const reloaded = { url: ada.page.url(), title: await ada.page.locator('.job h1').textContent() };

// 4. The API goes away and comes back; what it had in memory is gone.
await hub.stopApi();
await watchFor(ada, OUTAGE);
await hub.startApi();
await watchFor(ada, '.page:not(:has(.notice:not([hidden])))');

// 5. Then the network does, until the character is done or nearly so.
await ada.context.setOffline(true);
await ada.page.locator(OUTAGE).waitFor(WAIT);
await ada.context.setOffline(false);
await ada.page.locator('.notice').waitFor({ state: 'hidden' });

// 6. Done.
await watchFor(ada, '.hero[data-kind="character"][data-is-drawn]');
const views = await turningViews(ada.page);
const turn = ada.page.getByRole('button', { name: 'Stop turning' });
await turn.focus();
await ada.page.keyboard.press('Enter');
const isAtRest = await comesToRest(ada.page);
const done = await seriousFaults(ada);
const [download] = await Promise.all([
  ada.page.waitForEvent('download'),
  ada.page.getByRole('button', { name: 'Download' }).press('Enter'),
]);

// 7. Bob looks at what became of his: one picture, and one that came to nothing.
await bob.page.getByRole('link', { name: /a crowd/ }).click();
await watchFor(bob, '.job[data-status="failed"]');
const failed = { words: await bob.page.locator('.standing').textContent(), faults: await seriousFaults(bob) };
await bob.page.getByRole('link', { name: 'New character' }).click();
const bobsCards = await bob.page.locator('.cards .card-title').allInnerTexts();

await ada.page.getByRole('link', { name: 'New character' }).click();
await ada.page.locator('.cards li').first().waitFor();
const adasCards = await ada.page.locator('.cards .card-title').allInnerTexts();
const positions = await ada.positions();
/** What Chromium says of a network that was taken away, and the viewer of a machine that is slow. */
const isOutage = (trouble: string) =>
  /ERR_(FAILED|CONNECTION_REFUSED|CONNECTION_RESET|INTERNET_DISCONNECTED|EMPTY_RESPONSE)|rAF timed out/.test(trouble);
/** An answer that says no, which Chromium tells as an error. */
const isRefusal = (trouble: string) => /status of (401|404|429)/.test(trouble);
await Promise.all([people.leave(), stopWorker()]);

check('the page, from a prompt to a character', {
  'is used by keyboard alone: the prompt is some stops away, and a new job’s name gets the focus': () => {
    assert.is(tabStops.at(-1), 'prompt', tabStops.join(' > '));
    assert.is(waiting.focus, PROMPT);
  },
  'shows the job at once, at an address of its own, with its place': () => {
    assert.match(adaJob, /#\/jobs\/[a-z2-7]{26}$/);
    assert.is(waiting.headline, 'Position in queue: 3');
  },
  'never shows a place that is further back': () => {
    assert.ok(positions.length > 0);
    assert.equal(
      positions,
      positions.toSorted((a, b) => b - a),
    );
  },
  'goes on after a reload, where it was': () => assert.equal(reloaded, { url: adaJob, title: PROMPT }),
  'ends with a character on screen, in its colours': () => {
    // How much depends on the side it shows just then: 1.4 % were seen, and over 2 %. In grey it is nothing.
    const ratio = Math.max(...views.map(colorfulRatio));
    assert.ok(ratio > 0.005, `${ratio} of the picture has a colour`);
  },
  'turns it, and stops when it is asked to': () => {
    const ratio = differingRatio(...views);
    assert.ok(ratio > 0.005, `${ratio} of the picture changed`);
    assert.ok(isAtRest);
  },
  'makes one job of a submit whose answer got lost, and was sent again': () => {
    assert.is(sentCount, 2);
    assert.equal(adasCards, [PROMPT]);
  },
  'keeps what was written when a sign-in ends': () =>
    assert.equal([eveOut, eveBack], ['an old wizard', 'an old wizard']),
  'says when the hub takes no more, and when it will': () =>
    assert.match(refusal ?? '', /^You have as many in the making as you may\. .* You can try again in [\d:]+( s)?\.$/),
  'saves it as a file': () => assert.is(download.suggestedFilename(), 'character.glb'),
  'shows nobody another’s': () => {
    assert.not.match(evesPage ?? '', new RegExp(PROMPT));
    assert.equal(bobsCards.toSorted(), ['a crowd', 'a fox']);
  },
  'says what became of one that failed, and what to do': () => {
    assert.match(failed.words ?? '', /^No character came out of this\.Describe one figure/);
  },
  'has no serious fault for those who see or move otherwise, at home, waiting, running, done or failed': () =>
    assert.equal([atHome, waiting.faults, running, done, failed.faults], [[], [], [], [], []]),
  'asks nobody but its own origin, and throws nothing': () => {
    assert.equal(
      ada.troubles.filter(trouble => !isOutage(trouble)),
      [],
    );
    assert.equal(
      eve.troubles.filter(trouble => !isRefusal(trouble)),
      [],
    );
    assert.equal(
      bob.troubles.filter(trouble => !isOutage(trouble) && !isRefusal(trouble)),
      [],
    );
    assert.equal(hub.errors, []);
  },
});
