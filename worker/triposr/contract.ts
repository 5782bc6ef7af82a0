/**
 * TripoSR as two graphs: what its encoder and decoder take and give, and the numbers that its makers chose
 * (VAST-AI-Research/TripoSR, tsr/system.py and config.yaml, read 2026-11-28 [H]). Names and tensors: worker/models/models.json.
 */

export const ENCODER = 'triposr/triposr_encoder.onnx';
export const DECODER = 'triposr/triposr_decoder.onnx';

/** Side of the image in pixels. */
export const IMAGE_SIDE = 512;
/** Of `scene_codes`: three planes of features, xy, xz and yz. */
export const SCENE_CODES_DIMS = [1, 3, 40, 64, 64] as const;
/** Half the side of the cube that the decoder knows (renderer.radius); one of its units counts as a metre. */
export const RADIUS = 0.87;
/** The density at which it is inside (extract_mesh, threshold). */
export const DENSITY_LEVEL = 25;
/**
 * Points in every run of the decoder, the last of them idle where there are fewer: on CUDA a run of a new length is slow. Of
 * their features, 120 numbers each, 31 MB.
 */
export const POINTS_PER_RUN = 65_536;
