import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { placeOf, readModelCatalog } from '../../models/model-catalog.ts';
import { U2NET } from '../matte/matte-models.ts';
import { SDXL_MODELS, SDXL_SCHEDULER, SDXL_TOKENIZERS, sdxlGroup } from './sdxl-models.ts';

const catalog = readModelCatalog();
const places = Object.entries(catalog.groups).flatMap(([name, { files }]) => files.map(file => placeOf(name, file)));

check('the group of SDXL', {
  'has the models that the stage runs, by their names': () => {
    const { folder, models } = sdxlGroup(catalog, '/weights');
    assert.is(folder, '/weights/sdxl');
    assert.equal(models.map(({ name }) => name).toSorted(), Object.values(SDXL_MODELS).toSorted());
  },
  'says how long each dim is at work': () => {
    for (const { name, contract, warmUpDims } of sdxlGroup(catalog, '/weights').models) {
      const named = contract.inputs.flatMap(({ dims = [] }) => dims.filter(dim => typeof dim === 'string'));
      for (const dim of named) assert.ok(dim === 'batch' || warmUpDims?.[dim] !== undefined, `${name} ${dim}`);
    }
  },
});

check('what a result depends on', {
  'is in the catalog, so that it is locked': () => {
    for (const place of [...Object.values(SDXL_MODELS), ...SDXL_TOKENIZERS, SDXL_SCHEDULER, U2NET.name])
      assert.ok(places.includes(place), place);
  },
});
