import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { shellcheck } from './shellcheck.ts';

check('shellcheck', {
  'finds nothing in a script that is right': () =>
    assert.equal(shellcheck('right.sh', '#!/usr/bin/env bash\nset -euo pipefail\nrm "$1"\n'), []),
  'finds a planted mistake and says where': () => {
    const [finding, ...more] = shellcheck('wrong.sh', '#!/usr/bin/env bash\nset -euo pipefail\nrm $1\n');
    assert.match(finding ?? '', /^wrong\.sh:3 SC2086 /);
    assert.equal(more, []);
  },
  'finds a variable that nothing sets': () =>
    assert.match(shellcheck('unset.sh', '#!/usr/bin/env bash\necho "$typo"\n').join(), /SC2154/),
  'finds a function that runs without set -e': () => {
    const text = '#!/usr/bin/env bash\nset -e\nready() { false; true; }\nif ready; then echo; fi\n';
    assert.match(shellcheck('suppressed.sh', text).join(), /^suppressed\.sh:4 SC2310 /);
  },
  'finds a script that does not end': () =>
    assert.ok(shellcheck('open.sh', '#!/usr/bin/env bash\nif true; then\n').length > 0),
});
