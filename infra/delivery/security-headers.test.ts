import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { securityHeadersOf } from './security-headers.ts';

/** The policy as browsers read it: directive -> sources. */
function directivesOf(connect: readonly string[], images?: readonly string[]): Record<string, readonly string[]> {
  const { contentSecurityPolicy } = securityHeadersOf(connect, images).contentSecurityPolicy;
  return Object.fromEntries(
    contentSecurityPolicy.split(';').map(directive => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );
}

check('the content security policy', {
  'loads nothing by default and runs no script but its own': () => {
    const directives = directivesOf([]);
    assert.equal(directives['default-src'], ["'none'"]);
    assert.equal(directives['script-src'], ["'self'", "'wasm-unsafe-eval'"]);
  },
  'names every kind of source that does not fall back to the default': () => {
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) assert.ok(name in directivesOf([]), name);
  },
  'lets no directive be open to any host': () => {
    for (const sources of Object.values(directivesOf(['https://login.example.com'])))
      for (const source of sources) assert.not.match(source, /^\*|^https?:$|\*\./);
  },
  'lets the page connect to itself and to those it is told': () =>
    assert.equal(directivesOf(['https://login.example.com', 'https://assets.example.com'])['connect-src'], [
      "'self'",
      'blob:',
      'https://login.example.com',
      'https://assets.example.com',
    ]),
  'lets it show images of its own and of those it is told': () => {
    assert.equal(directivesOf([])['img-src'], ["'self'", 'blob:', 'data:']);
    assert.equal(directivesOf([], ['https://assets.example.com'])['img-src']?.slice(3), ['https://assets.example.com']);
  },
});

check('security headers', {
  'are all there, and override what an origin says': () => {
    const headers = securityHeadersOf([]);
    assert.equal(Object.keys(headers).sort(), [
      'contentSecurityPolicy',
      'contentTypeOptions',
      'frameOptions',
      'referrerPolicy',
      'strictTransportSecurity',
    ]);
    for (const header of Object.values(headers)) assert.is(header.override, true);
  },
});
