import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { aliasRecordsOf } from './own-domain.ts';

check('records of own domain names', {
  'are two per name, in the zone of the plan': () =>
    assert.equal(aliasRecordsOf({ domainNames: ['a.example.com', 'b.example.com'], hostedZoneId: 'Z1' }), [
      { domainName: 'a.example.com', type: 'A', zoneId: 'Z1' },
      { domainName: 'a.example.com', type: 'AAAA', zoneId: 'Z1' },
      { domainName: 'b.example.com', type: 'A', zoneId: 'Z1' },
      { domainName: 'b.example.com', type: 'AAAA', zoneId: 'Z1' },
    ]),
  'are none where the names are kept elsewhere': () =>
    assert.equal(aliasRecordsOf({ domainNames: ['a.example.com'] }), []),
});
