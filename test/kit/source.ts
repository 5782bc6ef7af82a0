/** Reads a TypeScript file as the rules need it: what it imports, and its code without words that do not count. */
import ts from 'typescript';

export type SourceImport = {
  /** As written: `./x.ts`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
};

/**
 * The source with comments, string and template texts and regular expressions blanked, line for line and column for
 * column, so that a word in prose is not taken for code. Parsed by TypeScript itself: no pattern of ours has to know
 * where a template ends.
 *
 * @example codeOf('x.ts', "f('now'); // now")   // 'f(     );       '
 */
export function codeOf(path: string, source: string): string {
  const file = parse(path, source);
  const code = source.split('').map((character): string => (character === '\n' ? character : ' '));
  const copy = (node: ts.Node) => {
    for (let index = node.getStart(file); index < node.end; index += 1) code[index] = source[index] ?? ' ';
  };
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(file);
    if (children.length === 0 && !isProse(node)) copy(node);
    children.forEach(visit);
  };
  visit(file);
  return code.join('');
}

/** Every module the file names: import, export from, import(), import type and import('x').T. */
export function importsOf(path: string, source: string): SourceImport[] {
  const file = parse(path, source);
  const found: SourceImport[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const { line } = file.getLineAndCharacterOfPosition(specifier.getStart(file));
      found.push({ specifier: specifier.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

function isProse(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

function parse(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true);
}
