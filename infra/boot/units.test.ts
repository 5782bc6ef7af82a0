/** The units as systemd itself reads them, and what of them a reader cannot see in a sandbox. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { requireAptTool } from '../../test/apt/require-apt-tool.ts';
import { check } from '../../test/kit/check.ts';
import { bootScripts, bootUnits } from './boot-files.ts';
import { BOOT_FOLDERS } from './boot-folders.ts';

/** What `systemd-analyze verify` says about units; docker's own stands beside them. */
function complaintsOf(units: readonly { readonly name: string; readonly text: string }[]): string {
  const command = requireAptTool({ command: 'systemd-analyze', package: 'systemd' });
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-units-'));
  try {
    // It looks for the programs; these stand elsewhere here.
    const programs = join(import.meta.dirname, 'scripts');
    const docker = join(import.meta.dirname, 'sandbox/bin/docker');
    const local = (text: string) =>
      text.replaceAll(BOOT_FOLDERS.programs, programs).replaceAll('/usr/bin/docker', docker);
    const all = [...units, { name: 'docker.service', text: '[Service]\nExecStart=/bin/true\n' }];
    for (const { name, text } of all) writeFileSync(join(folder, name), local(text));
    const paths = all.map(({ name }) => join(folder, name));
    const { stdout, stderr, status } = spawnSync(command, ['verify', '--man=no', ...paths], { encoding: 'utf8' });
    return status === 0 ? `${stdout}${stderr}`.trim() : `exit code ${status}\n${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lines = (text: string) => text.split('\n').filter(line => line !== '' && !line.startsWith('#'));

check('the units', {
  'are right in the eyes of systemd': () => assert.is(complaintsOf(bootUnits()), ''),
  'would be refused with a misspelt directive': () => {
    const broken = bootUnits().map(unit => ({ ...unit, text: unit.text.replace('OnFailure=', 'OnFailre=') }));
    assert.match(complaintsOf(broken), /OnFailre/);
  },
  'would be refused with a program that does not exist': () => {
    const broken = bootUnits().map(unit => ({ ...unit, text: unit.text.replace('give-up.sh', 'give-in.sh') }));
    assert.match(complaintsOf(broken), /give-in\.sh/);
  },
  'name only scripts that there are, and every script is named by a unit or a script': () => {
    const texts = [...bootUnits(), ...bootScripts()].flatMap(({ text }) => lines(text)).join('\n');
    const named = new Set([...texts.matchAll(/\/([a-z-]+\.sh)\b/g)].map(match => match[1]));
    assert.equal(
      [...named].sort(),
      bootScripts().map(script => script.name),
    );
  },
  'give the instance up when any of them fails, but for the copy that can wait': () => {
    const without = bootUnits().filter(({ text }) => !lines(text).includes('OnFailure=asset-hub-give-up.service'));
    assert.equal(
      without.map(unit => unit.name),
      ['asset-hub-give-up.service', 'asset-hub-keep.service'],
    );
  },
  'write to the console what a boot went through, and the worker does not': () => {
    const both = ['StandardOutput=journal+console', 'StandardError=inherit'];
    const silent = bootUnits().filter(({ text }) => !both.every(line => lines(text).includes(line)));
    assert.equal(
      silent.map(unit => unit.name),
      ['asset-hub-worker.service'],
    );
  },
  'start by themselves only where they wait for the group': () => {
    const enabled = bootUnits().filter(({ text }) => text.includes('[Install]'));
    assert.equal(
      enabled.map(unit => unit.name),
      ['asset-hub-enter-service.service'],
    );
  },
});
