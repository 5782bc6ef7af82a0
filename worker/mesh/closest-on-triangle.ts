export type Closest = {
  /** Shares of the corners in the closest point. */
  readonly weights: [a: number, b: number, c: number];
  readonly distanceSquared: number;
};

/**
 * The point of a triangle that is closest to another point. Which corner, edge or inside it is on follows from the projections
 * on two sides (Ericson, Real-Time Collision Detection, 2005, 5.1.5).
 */
export function closestOnTriangle(
  p: Float32Array,
  indices: Uint32Array,
  triangle: number,
  x: number,
  y: number,
  z: number,
): Closest {
  const a = 3 * indices[3 * triangle]!;
  const b = 3 * indices[3 * triangle + 1]!;
  const c = 3 * indices[3 * triangle + 2]!;
  const [ax, ay, az] = [p[a]!, p[a + 1]!, p[a + 2]!];
  const [ux, uy, uz] = [p[b]! - ax, p[b + 1]! - ay, p[b + 2]! - az];
  const [vx, vy, vz] = [p[c]! - ax, p[c + 1]! - ay, p[c + 2]! - az];
  const [qx, qy, qz] = [x - ax, y - ay, z - az];
  const uu = ux * ux + uy * uy + uz * uz;
  const uv = ux * vx + uy * vy + uz * vz;
  const vv = vx * vx + vy * vy + vz * vz;
  const uq = ux * qx + uy * qy + uz * qz;
  const vq = vx * qx + vy * qy + vz * qz;
  const [s, t] = shares(uu, uv, vv, uq, vq);
  const [dx, dy, dz] = [qx - s * ux - t * vx, qy - s * uy - t * vy, qz - s * uz - t * vz];
  return { weights: [1 - s - t, s, t], distanceSquared: dx * dx + dy * dy + dz * dz };
}

/** How far along the two sides u and v the closest point is, from the products of u, v and q. */
function shares(uu: number, uv: number, vv: number, uq: number, vq: number): [number, number] {
  if (uq <= 0 && vq <= 0) return [0, 0];
  const [ub, vb] = [uq - uu, vq - uv];
  if (ub >= 0 && vb <= ub) return [1, 0];
  const [uc, vc] = [uq - uv, vq - vv];
  if (vc >= 0 && uc <= vc) return [0, 1];
  const onU = uq * vb - ub * vq;
  if (onU <= 0 && uq >= 0 && ub <= 0) return [uq / (uq - ub || 1), 0];
  const onV = uc * vq - uq * vc;
  if (onV <= 0 && vq >= 0 && vc <= 0) return [0, vq / (vq - vc || 1)];
  const across = ub * vc - uc * vb;
  if (across <= 0 && vb >= ub && uc >= vc) {
    const ratio = (vb - ub) / (vb - ub + uc - vc || 1);
    return [1 - ratio, ratio];
  }
  const sum = onU + onV + across || 1;
  return [onV / sum, onU / sum];
}
