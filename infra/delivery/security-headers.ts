/** Headers that the distribution adds to every answer, and which an origin cannot weaken. */

/** Two years, what the preload lists ask for (hstspreload.org [M]); renewed by every answer. */
const HSTS_SECONDS = 63_072_000;

/**
 * What the page may load: its own files and nothing else. Every exception is one that showing a character needs; the viewer
 * is google/model-viewer, self-hosted, as its decoders are.
 *
 * - `'wasm-unsafe-eval'`: Draco, Basis and Meshopt decoders are WebAssembly. It permits compiling that, not `eval`.
 * - `blob:` for workers, images and connections: a decoder runs in a worker made from a blob, and the textures inside a
 *   GLB are read through blob URLs (three.js, GLTFLoader and DRACOLoader [M]).
 * - `'unsafe-inline'` for styles: the viewer's template holds a `<style>` (model-viewer, src/template.ts, read 2026-11-23
 *   [H]). Scripts get no such leave.
 */
function contentSecurityPolicy(connectOrigins: readonly string[], imageOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' blob: data:", ...imageOrigins].join(' '),
    "font-src 'self'",
    ["connect-src 'self' blob:", ...connectOrigins].join(' '),
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** In the form of a CloudFront response headers policy. */
export type SecurityHeaders = ReturnType<typeof securityHeadersOf>;

/**
 * @param connectOrigins where else the page may send requests: where its tokens come from, and the bucket that takes uploads
 * @param imageOrigins where else it may load images from: the bucket if that delivers
 * @example securityHeadersOf(['https://login.example.com']).frameOptions   // { frameOption: 'DENY', override: true }
 */
export function securityHeadersOf(connectOrigins: readonly string[], imageOrigins: readonly string[] = []) {
  const override = true;
  return {
    // Not for subdomains: the studio's own domain is not ours to decide about.
    strictTransportSecurity: {
      accessControlMaxAgeSec: HSTS_SECONDS,
      includeSubdomains: false,
      preload: false,
      override,
    },
    contentTypeOptions: { override },
    frameOptions: { frameOption: 'DENY', override },
    // The address of a character is its key: it is not told to other sites.
    referrerPolicy: { referrerPolicy: 'no-referrer', override },
    contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connectOrigins, imageOrigins), override },
  };
}
