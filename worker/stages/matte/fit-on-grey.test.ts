import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { unexpected } from '../stage-input.test-data.ts';
import { fitOnGrey } from './fit-on-grey.ts';
import { isBlank, isOpaque, readImage } from './read-image.ts';

function save(bytes: Uint8Array | string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-matte-')), 'image');
  writeFileSync(path, bytes);
  return path;
}

type Color = { r: number; g: number; b: number; alpha: number };
const CLEAR: Color = { r: 200, g: 0, b: 0, alpha: 0 };
const RED: Color = { r: 255, g: 0, b: 0, alpha: 1 };

const plain = (width: number, height: number, background: Color) =>
  sharp({ create: { width, height, channels: 4, background } });

/** A rectangle of 100 x 50 whose upper left corner is at (10, 20), in an image of 300 x 200. */
const rectangle = async (color: Color) =>
  plain(300, 200, CLEAR).composite([{ input: await plain(100, 50, color).png().toBuffer(), left: 10, top: 20 }]);

async function fitted(path: string) {
  const result = await fitOnGrey(await readImage(path));
  if (result === undefined) return unexpected('it is empty');
  const { data, info } = await sharp(result.image).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray(3 * (512 * y + x), 3 * (512 * y + x) + 3)];
  return { ...result, info, at };
}

check('a character on grey', {
  'takes 0.85 of the side, in the middle': async () => {
    const { info, box, at } = await fitted(save(await (await rectangle(RED)).png().toBuffer()));
    assert.equal([info.width, info.height, info.channels], [512, 512, 3]);
    assert.equal(box, { left: 10, top: 20, width: 100, height: 50 });
    const [row, column] = [
      Array.from({ length: 512 }, (_, x) => at(x, 256)),
      Array.from({ length: 512 }, (_, y) => at(256, y)),
    ];
    const isRed = ([red = 0, green = 0]: number[]) => red > 200 && green < 60;
    assert.is(row.filter(isRed).length, 435, '0.85 * 512 = 435.2');
    assert.is(column.filter(isRed).length, 218, 'half of it');
    near(row.findIndex(isRed), (512 - 435) / 2, 0.5);
    near(column.findIndex(isRed), (512 - 218) / 2, 0.5);
    assert.equal(at(0, 0), [127, 127, 127]);
    assert.equal(at(256, 256), [255, 0, 0]);
  },
  'lets grey through where it is half transparent': async () => {
    const { at } = await fitted(save(await (await rectangle({ r: 255, g: 255, b: 255, alpha: 0.5 })).png().toBuffer()));
    for (const channel of at(256, 256)) near(channel, (255 + 127) / 2, 1);
  },
  'comes of WebP, too': async () => {
    const { box } = await fitted(save(await (await rectangle(RED)).webp({ lossless: true }).toBuffer()));
    assert.is(box.width, 100);
  },
  'of one pixel is a square': async () => {
    const dot = plain(9, 9, CLEAR).composite([{ input: await plain(1, 1, RED).png().toBuffer(), left: 4, top: 8 }]);
    const { box, at } = await fitted(save(await dot.png().toBuffer()));
    assert.equal(box, { left: 4, top: 8, width: 1, height: 1 });
    assert.equal(at(256, 256), [255, 0, 0]);
  },
});

check('an image', {
  'without transparency, or all of one colour, is known': async () => {
    const imageOf = async (image: Sharp) => readImage(save(await image.png().toBuffer()));
    const [red, clear] = [await imageOf(plain(20, 20, RED)), await imageOf(plain(20, 20, CLEAR))];
    assert.equal([isOpaque(red), isBlank(red)], [true, true]);
    assert.equal([isOpaque(clear), isBlank(clear)], [false, true]);
    const figure = await imageOf(await rectangle(RED));
    assert.equal([isOpaque(figure), isBlank(figure)], [false, false]);
    assert.is(isOpaque(await readImage(save(await plain(20, 20, RED).jpeg().toBuffer()))), true);
  },
  'that is transparent all over has no character': async () => {
    assert.is(await fitOnGrey(await readImage(save(await plain(20, 20, CLEAR).png().toBuffer()))), undefined);
  },
  'that is none, is cut off, too large, or of another format, cannot be read': async () => {
    const whole = await (await rectangle(RED)).png().toBuffer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>';
    const large = sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } });
    const unreadable: (Uint8Array | string)[] = [
      'not an image',
      '',
      whole.subarray(0, whole.length / 2),
      svg,
      await large.png({ compressionLevel: 1 }).toBuffer(),
    ];
    for (const bytes of unreadable) {
      const thrown = await readImage(save(bytes)).then(
        () => unexpected(`it was read: ${bytes.slice(0, 20)}`),
        (error: unknown) => error,
      );
      assert.instance(thrown, Error);
    }
  },
});
