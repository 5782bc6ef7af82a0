/**
 * Stack traces as Node writes them, instead of through the source maps that Pulumi's language host looks up for each
 * frame. It asks for a trace for every promise and every resource, and our program has no source maps: Node only blanks
 * out the types, so lines and columns stay.
 */
export function writePlainStackTraces(): void {
  Reflect.deleteProperty(Error, 'prepareStackTrace');
}
