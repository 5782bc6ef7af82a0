/**
 * How a person is proportioned, as parts of the height: where a body does not show its joints, they are assumed there.
 *
 * Drillis and Contini 1966, as in Winter, Biomechanics and Motor Control of Human Movement, figure 4.1 [M]: ankle 0.039, knee
 * 0.285, hip joint 0.530, shoulder 0.818; upper arm 0.186, forearm 0.146, hand 0.108.
 */
export const PROPORTIONS = Object.freeze({
  ankleHeight: 0.039,
  /** Of the way from the ankle to the hip joint. */
  kneeRatio: (0.285 - 0.039) / (0.53 - 0.039),
  /** Of the crotch; the hip joint is above it. */
  crotchHeight: 0.475,
  hipAboveCrotch: 0.055,
  hipHalfWidth: 0.055,
  shoulderHeight: 0.818,
  /** Of the way from the shoulder to the fingertips. */
  elbowRatio: 0.186 / 0.44,
  wristRatio: (0.186 + 0.146) / 0.44,
  armLength: 0.44,
  neckHeight: 0.85,
});
