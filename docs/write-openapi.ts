/** `npm run openapi`: writes docs/openapi.json. The typed client is made from it (client/). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../hub/openapi/document.ts';

export const openApiText = (): string => `${JSON.stringify(openApiDocument(), undefined, 2)}\n`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'openapi.json'), openApiText());
