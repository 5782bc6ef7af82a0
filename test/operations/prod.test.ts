/** The parts of docs/OPERATIONS.md that differ in prod, run in an account of their own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../kit/check.ts';
import { openAccount } from './open-account.ts';
import { pageForStack, pageScript } from './page-script.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/OPERATIONS.md'), 'utf8');

check('prod', {
  'is made in the order of the page, and taken away': async () => {
    const sections = ['1. Before you start', '2. Quotas and a role', '3. Bootstrap', 'Tear down'];
    const account = await openAccount('prod');
    await account.expectToWork(pageScript(pageForStack(page, 'prod'), sections));
  },
});
