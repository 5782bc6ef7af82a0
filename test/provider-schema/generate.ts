/** `node test/provider-schema/generate.ts` makes schema.json again from the packages in node_modules. */
import { writeFileSync } from 'node:fs';
import { extractSchema, INSTALLED } from './extract-schema.ts';
import { renderSchema, SCHEMA_FILE } from './provider-schema.ts';
import { RESOURCE_CLASSES } from './resource-classes.ts';

writeFileSync(SCHEMA_FILE, renderSchema(extractSchema(RESOURCE_CLASSES, INSTALLED)));
