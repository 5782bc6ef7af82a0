/** Blender for tests: Debian's, or whatever this machine has. Production has its own (worker/Dockerfile). */
import { requireAptTool } from '../apt/require-apt-tool.ts';

const BLENDER = Object.freeze({ command: 'blender', package: 'blender' });

/** @throws Error that names the command to type when Blender is missing and cannot be installed from here */
export const requireBlender = (): string => requireAptTool(BLENDER);
