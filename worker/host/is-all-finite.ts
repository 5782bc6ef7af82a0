import type { Tensor } from './tensor.ts';

/** The exponent of a half, all ones: infinite or no number. */
const HALF_EXPONENT = 0x7c00;

/** Whether all its values are finite numbers. */
export function isAllFinite({ type, data }: Tensor): boolean {
  if (type === 'float32') return (data as Float32Array).every(Number.isFinite);
  if (type === 'float16') return (data as Uint16Array).every(bits => (bits & HALF_EXPONENT) !== HALF_EXPONENT);
  return true;
}
