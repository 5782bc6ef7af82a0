import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { codeFile } from './code-file.ts';

const home = mkdtempSync(join(tmpdir(), 'asset-hub-code-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

const CODE = 'export const handler = async () => "é";\n';
let folderCount = 0;
const newFolder = () => join(home, `${(folderCount += 1)}`);

function fileOf(code: string, folder: string): string {
  const file = codeFile(code, folder);
  if (file === undefined) throw new Error(`nothing could be written to ${folder}`);
  return file;
}

check('the file of a code', {
  'holds its bytes, and lies there without litter': () => {
    const folder = newFolder();
    const file = fileOf(CODE, folder);
    assert.is(readFileSync(file, 'utf8'), CODE);
    assert.equal(readdirSync(folder), [basename(file)]);
  },
  'has the same name in every folder, and another for another code': () => {
    assert.is(basename(fileOf(CODE, newFolder())), basename(fileOf(CODE, newFolder())));
    assert.is.not(basename(fileOf(CODE, newFolder())), basename(fileOf(`${CODE} `, newFolder())));
  },
  'is not written again, and stays when another is written': () => {
    const folder = newFolder();
    const { ino } = statSync(fileOf(CODE, folder));
    fileOf('other', folder);
    const file = fileOf(CODE, folder);
    assert.is(statSync(file).ino, ino);
    assert.is(readFileSync(file, 'utf8'), CODE);
  },
  'is none where nothing can be written': () => {
    const folder = newFolder();
    // A file where the folder would be: also root can make no folder there.
    writeFileSync(folder, '');
    assert.is(codeFile(CODE, folder), undefined);
  },
});
