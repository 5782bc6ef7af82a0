import packageJson from '../package.json' with { type: 'json' };

/** As package.json says. */
export const TOOL_VERSION: string = packageJson.version;
