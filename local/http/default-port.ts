/** Where `npm run api` listens and `npm run worker` looks for it, unless they are told otherwise. */
export const DEFAULT_PORT = 4000;
