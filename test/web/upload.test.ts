/**
 * A player's own files on the page, in Chromium: a picture that becomes a shape, a model that is sent by keyboard and stopped,
 * and files that are refused before a byte of them is sent. The bucket answers the page's origin by its own rules, as on AWS.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { startPageHub } from './page-hub.ts';
import { meetPeople, watchFor } from './people.ts';
import { seriousFaults } from './serious-faults.ts';
import { signIn } from './sign-in.ts';

const hub = await startPageHub();
const people = await meetPeople(hub.url);
const stopWorker = await hub.startWorker();

/** Cut out: the stand-ins have no model that would find a figure before a background. */
const picture = await sharp({ create: { width: 96, height: 96, channels: 4, background: '#0000' } })
  .composite([
    {
      input: Buffer.from(
        '<svg width="96" height="96"><rect x="30" y="14" width="36" height="70" rx="14" fill="#c63"/></svg>',
      ),
    },
  ])
  .png()
  .toBuffer();
/** A header of binary glTF, and bytes that are none. Large enough to be stopped on its way over a slow line. */
const model = Buffer.concat([Buffer.from('glTF\u0002\0\0\0', 'latin1'), randomBytes(3_000_000)]);

const folder = mkdtempSync(join(tmpdir(), 'asset-hub-upload-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** @param byteCount where it is to be longer than what stands in it */
function fileOf(name: string, bytes: Buffer, byteCount?: number): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  if (byteCount !== undefined) truncateSync(path, byteCount);
  return path;
}

// 1. Ada has a phone. What she may not send is refused at once.
const ada = await people.arrive({ viewport: { width: 390, height: 780 }, hasTouch: true });
const invitation = await ada.page.locator('.file-entry > :visible').textContent();
await signIn(ada, 'ada');
/** Every request that carries something, by its address without the query. */
const sent: string[] = [];
ada.page.on('request', request => request.method() === 'POST' && sent.push(request.url()));
const input = ada.page.getByLabel('Start from a picture or a model of yours');
const fault = ada.page.locator('#composer-fault');
const refusalOf = async (name: string, buffer: Buffer, byteCount?: number): Promise<string> => {
  await input.setInputFiles(fileOf(name, buffer, byteCount));
  await fault.getByText(name).waitFor();
  return (await fault.textContent()) ?? '';
};
const refusals = [
  await refusalOf('notes.png', Buffer.from('these are words, whatever the name says')),
  await refusalOf('nothing.png', Buffer.alloc(0)),
  await refusalOf('poster.png', picture, 20_000_001),
];
const heard = await ada.page.locator('output').textContent();
const sentForRefused = sent.length;
const atRefusal = await seriousFaults(ada);

// 2. A picture of hers becomes a shape. How it looks there is another test's (character.test.ts), and takes much of a machine.
await ada.page.route('**/character-viewer-*.js', route => route.abort());
await input.setInputFiles(fileOf('my drawing.png', picture));
await ada.page.locator('.file-card').waitFor();
const chosen = {
  name: await ada.page.locator('.file-name').textContent(),
  note: await ada.page.locator('.file-note').textContent(),
  isPictureShown: await ada.page.locator('.file-picture').isVisible(),
  faults: await seriousFaults(ada),
};
await ada.page.getByRole('button', { name: 'Give it a shape' }).click();
await ada.page.locator('.job').waitFor();
const job = { url: ada.page.url(), kicker: await ada.page.locator('.kicker').textContent() };
await watchFor(ada, '.job:has(button:text-is("Download"):visible)');
const [download] = await Promise.all([
  ada.page.waitForEvent('download'),
  ada.page.getByRole('button', { name: 'Download' }).click(),
]);
const saved = {
  name: download.suggestedFilename(),
  head: readFileSync(await download.path())
    .subarray(0, 4)
    .toString(),
};
const sentForJob = [...sent];

// 3. Eve has a keyboard and a slow line, and thinks again.
const eve = await people.arrive();
await signIn(eve, 'eve');
const line = await eve.context.newCDPSession(eve.page);
await line.send('Network.enable');
await eve.page.getByLabel('Start from a picture or a model of yours').setInputFiles(fileOf('robot.glb', model));
await line.send('Network.emulateNetworkConditions', {
  offline: false,
  latency: 0,
  downloadThroughput: -1,
  uploadThroughput: 200_000,
});
await eve.page.getByRole('button', { name: 'Give it a skeleton' }).press('Enter');
await eve.page.getByText(/[1-9]\d? % of 3\.\d MB sent/).waitFor();
const sending = { heard: await eve.page.locator('output').textContent(), faults: await seriousFaults(eve) };
await eve.page.getByRole('button', { name: 'Stop sending' }).press('Enter');
await eve.page.getByRole('button', { name: 'Give it a skeleton' }).waitFor();
const focused = await eve.page.evaluate<string>('document.activeElement.textContent');
await eve.page.keyboard.press('Enter');
await eve.page.locator('#prompt:focus').waitFor();
const evesHistory = await eve.page.locator('.cards li').count();

// 4. Her line goes altogether; she is told, and nothing else has changed.
await eve.page.getByLabel('Start from a picture or a model of yours').setInputFiles(fileOf('robot.glb', model));
await eve.page.route(`${hub.bucketOrigin}/**`, route => route.abort());
await eve.page.getByRole('button', { name: 'Give it a skeleton' }).click();
await eve.page.getByText('Your file did not get to the hub.').first().waitFor();
const unsent = await eve.page.locator('.file-name').textContent();

const troubles = [...ada.troubles, ...eve.troubles];
await Promise.all([people.leave(), stopWorker()]);

check('a file of a player’s own', {
  'asks for a sign-in first, which would take the file away': () =>
    assert.is(invitation, 'Sign in to start from a picture or a model of yours'),
  'is refused in one sentence when it is of no use, before anything is sent': () => {
    assert.equal(refusals, [
      'notes.png is neither a picture (PNG, JPEG or WebP) nor a model (GLB).',
      'nothing.png is empty.',
      'poster.png is too large. A picture may have up to 20 MB; this one has 20.1 MB.',
    ]);
    assert.is(heard, refusals.at(-1));
    assert.is(sentForRefused, 0);
  },
  'is shown, with what will become of it': () => {
    assert.is(chosen.name, 'my drawing.png');
    assert.match(chosen.note ?? '', /^\d+ (kB|bytes) · becomes a shape in 3D/);
    assert.ok(chosen.isPictureShown);
  },
  'goes to the bucket, and then becomes a job like any other': () => {
    assert.match(job.url, /#\/jobs\/[a-z2-7]{26}$/);
    assert.match(job.kicker ?? '', /^Shape from a picture · /);
    assert.equal(
      sentForJob.map(url =>
        url
          .replace(hub.url, '')
          .replace(hub.bucketOrigin, 'bucket')
          .replace(/\/asset-hub-.*$/, ''),
      ),
      ['/v1/uploads', 'bucket', '/v1/jobs'],
    );
  },
  'ends as a model, which can be saved': () => assert.equal(saved, { name: 'shape.glb', head: 'glTF' }),
  'can be stopped on its way, by keyboard alone, and makes no job then': () => {
    assert.is(sending.heard, 'Sending your file.');
    assert.is(focused, 'Remove');
    assert.is(evesHistory, 0);
  },
  'stays chosen when it does not get there': () => assert.is(unsent, 'robot.glb'),
  'has no serious fault for those who see or move otherwise, refused, chosen or on its way': () =>
    assert.equal([atRefusal, chosen.faults, sending.faults], [[], [], []]),
  'asks nobody but the page’s own origin and that one bucket, and throws nothing': () => {
    const others = troubles.filter(
      trouble => !trouble.startsWith(`request: ${hub.bucketOrigin}/`) && !/ERR_FAILED|rAF timed out/.test(trouble),
    );
    assert.equal(others, []);
    assert.equal(hub.errors, []);
  },
});
