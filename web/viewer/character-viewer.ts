/** Google's model-viewer, in a module of its own that is fetched when there is something to turn. */
import { ModelViewerElement } from '@google/model-viewer';

export type CharacterViewer = {
  /** Comes back when it is drawn. @throws Error when the file is no GLB */
  readonly show: (url: string, alt: string) => Promise<void>;
  readonly setTurning: (isTurning: boolean) => void;
};

/**
 * Decoders that a compressed file would need are looked for beside the page and nowhere else. Our characters are not compressed
 * (worker/stages/package), so there are none.
 */
const DECODERS = '/decoders/';

const ATTRIBUTES = {
  'camera-controls': '',
  'touch-action': 'pan-y',
  'interaction-prompt': 'none',
  'camera-orbit': '20deg 82deg auto',
  'auto-rotate-delay': '0',
  'rotation-per-second': '28deg',
  'shadow-intensity': '0.9',
  'shadow-softness': '0.9',
  exposure: '1.05',
};

export function createViewer(parent: HTMLElement): CharacterViewer {
  ModelViewerElement.dracoDecoderLocation = DECODERS;
  ModelViewerElement.ktx2TranscoderLocation = DECODERS;
  const viewer = new ModelViewerElement();
  for (const [name, value] of Object.entries(ATTRIBUTES)) viewer.setAttribute(name, value);
  parent.replaceChildren(viewer);
  return {
    show: (url, alt) =>
      new Promise((resolve, reject) => {
        viewer.addEventListener('load', () => resolve(), { once: true });
        viewer.addEventListener('error', () => reject(new Error('the viewer cannot read this file')), { once: true });
        viewer.alt = alt;
        viewer.src = url;
      }),
    setTurning: isTurning => {
      viewer.autoRotate = isTurning;
    },
  };
}
