import type { Seconds } from '../../hub/units.ts';

/** Often enough to be seen to move, and few lines in the log of a pipeline. */
const PERIOD_SECONDS: Seconds = 2;

/**
 * Says how far a file is, at most every two seconds and at its end.
 *
 * @example 'sdxl/unet/model.onnx_data  34 %  3.5 of 10.3 GB  212 MB/s'
 */
export function progressLine(
  write: (line: string) => void,
  monotonicSeconds: () => Seconds,
): (place: string, haveBytes: number, allBytes: number) => void {
  let at: { place: string; seconds: Seconds; bytes: number } | undefined;
  return (place, haveBytes, allBytes) => {
    const nowSeconds = monotonicSeconds();
    if (at?.place !== place) at = { place, seconds: nowSeconds, bytes: haveBytes };
    const spentSeconds = nowSeconds - at.seconds;
    if (haveBytes < allBytes && spentSeconds < PERIOD_SECONDS) return;
    const rate = spentSeconds > 0 ? `  ${Math.round((haveBytes - at.bytes) / spentSeconds / 1e6)} MB/s` : '';
    const percent = allBytes === 0 ? 100 : Math.floor((100 * haveBytes) / allBytes);
    write(`${place}  ${percent} %  ${(haveBytes / 1e9).toFixed(2)} of ${(allBytes / 1e9).toFixed(2)} GB${rate}`);
    at = { place, seconds: nowSeconds, bytes: haveBytes };
  };
}
