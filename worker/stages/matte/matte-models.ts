/** Models that find the figure in a picture, and how each was taught to see one. */

export type MatteModel = {
  /** In the host. */
  readonly name: string;
  /** Of the square that it is given, in pixels. */
  readonly side: number;
  /** What is white: the brightest value of the picture, or 255. */
  readonly white: 'brightest' | 'full';
  /** Red, green, blue; of values 0..1. */
  readonly means: readonly [number, number, number];
  readonly deviations: readonly [number, number, number];
};

/**
 * U2-Net's data_loader.py and u2net_test.py, and rembg, which runs it [M]. They stretch each mask so that its surest pixel is
 * sure; here it is left as it is, since of a picture without a figure that would make one.
 */
export const U2NET: MatteModel = {
  name: 'u2net/u2net.onnx',
  side: 320,
  white: 'brightest',
  means: [0.485, 0.456, 0.406],
  deviations: [0.229, 0.224, 0.225],
};

/** ISNet: DIS, IS-Net/Inference.py, read 2026-11-28 [H]. */
export const ISNET: MatteModel = {
  name: 'isnet/isnet.onnx',
  side: 1024,
  white: 'full',
  means: [0.5, 0.5, 0.5],
  deviations: [1, 1, 1],
};
