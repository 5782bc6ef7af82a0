/** A character as a player's browser shows it: in Google's model-viewer, drawn by Chromium without a GPU. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openAddress, SOFTWARE_GL } from '../chromium/open-page.ts';

const VIEWER = fileURLToPath(import.meta.resolve('@google/model-viewer'));
const SIDE = 480;
const LOAD_MILLISECONDS = 60_000;

const PAGE = `<!doctype html>
<meta charset="utf-8"><title>character</title><link rel="icon" href="data:,">
<style>body { margin: 0; background: #fff } model-viewer { width: ${SIDE}px; height: ${SIDE}px; --progress-bar-height: 0 }</style>
<model-viewer src="character.glb" camera-orbit="0deg 90deg auto" interaction-prompt="none" alt="a character"></model-viewer>
<script type="module" src="model-viewer.js"></script>`;

/** Row by row, r g b. */
export type View = { readonly side: number; readonly pixels: Uint8Array; readonly png: Uint8Array };

export type Viewed = {
  readonly views: readonly View[];
  /** What the page printed, threw, or asked of anyone else. */
  readonly troubles: readonly string[];
};

/** @param degrees of each view: how far the camera has gone around it; at 0 it looks at its front */
export async function viewCharacter(glb: Uint8Array, degrees: readonly number[]): Promise<Viewed> {
  const server = await serve({
    '/': ['text/html', PAGE],
    '/model-viewer.js': ['text/javascript', readFileSync(VIEWER)],
    '/character.glb': ['model/gltf-binary', glb],
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // A blob is the viewer's own: textures are taken out of the file and read as such.
  const isOwn = (asked: string) => [url, `blob:${url}`, 'data:'].some(start => asked.startsWith(start));
  try {
    const viewport = { width: SIDE, height: SIDE };
    return await openAddress({ url, isOwn, flags: SOFTWARE_GL }, { viewport }, async ({ page, troubles }) => {
      await page.waitForFunction("document.querySelector('model-viewer').modelIsVisible === true", undefined, {
        timeout: LOAD_MILLISECONDS,
      });
      const views: View[] = [];
      for (const theta of degrees) {
        await page.evaluate(`(async () => {
          const viewer = document.querySelector('model-viewer');
          viewer.cameraOrbit = '${theta}deg 90deg auto';
          await viewer.updateComplete;
          viewer.jumpCameraToGoal();
          await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        })()`);
        const png = await page.screenshot();
        views.push({ side: SIDE, pixels: await sharp(png).removeAlpha().raw().toBuffer(), png });
      }
      return { views, troubles: [...troubles] };
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function serve(files: Readonly<Record<string, readonly [mediaType: string, body: string | Uint8Array]>>) {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ''];
    if (file === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': file[0] }).end(file[1]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
