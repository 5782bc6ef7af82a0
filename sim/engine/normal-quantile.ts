/**
 * The inverse of the standard normal distribution function, one uniform in, one variate out. Source: M. J. Wichura,
 * "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3), 1988, routine
 * PPND16: relative accuracy about 1e-16.
 */

/** Beyond this distance from 0.5 the tails take over. */
const CENTRE_HALF_WIDTH = 0.425;
const CENTRE_OFFSET = CENTRE_HALF_WIDTH * CENTRE_HALF_WIDTH;
/** Where, in r = sqrt(-log tail), the far tail begins. */
const FAR_TAIL = 5;
const NEAR_TAIL_OFFSET = 1.6;

/**
 * z such that a standard normal falls below z with `probability` (0..1, both excluded). Example: 0.975 ->
 * 1.959963984540054.
 */
export function normalQuantile(probability: number): number {
  const fromCentre = probability - 0.5;
  if (Math.abs(fromCentre) <= CENTRE_HALF_WIDTH) return fromCentre * centre(CENTRE_OFFSET - fromCentre * fromCentre);
  const root = Math.sqrt(-Math.log(fromCentre < 0 ? probability : 1 - probability));
  const distance = root <= FAR_TAIL ? nearTail(root - NEAR_TAIL_OFFSET) : farTail(root - FAR_TAIL);
  return fromCentre < 0 ? -distance : distance;
}

// The three rational approximations of the paper, coefficients a/b, c/d and e/f, in Horner form, its digits rounded
// to doubles.
// biome-ignore format: one polynomial per line reads better
function centre(r: number): number {
  const over = ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438) * r + 3.3871328727963665;
  const under = ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091) * r + 1;
  return over / under;
}

// biome-ignore format: one polynomial per line reads better
function nearTail(r: number): number {
  const over = ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r + 3.6478483247632045) * r + 5.769497221460691) * r + 4.630337846156546) * r + 1.4234371107496835;
  const under = ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r + 0.6897673349851) * r + 1.6763848301838038) * r + 2.053191626637759) * r + 1;
  return over / under;
}

// biome-ignore format: one polynomial per line reads better
function farTail(r: number): number {
  const over = ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r + 0.29656057182850487) * r + 1.7848265399172913) * r + 5.463784911164114) * r + 6.657904643501103;
  const under = ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r + 0.014875361290850615) * r + 0.1369298809227358) * r + 0.599832206555888) * r + 1;
  return over / under;
}
