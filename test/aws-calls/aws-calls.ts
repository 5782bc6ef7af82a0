/**
 * What a function calls on AWS, read from the code that is deployed: every `new XCommand(` in the files of its bundle. With
 * it a test compares the permissions a function has with those it needs. Ways to call that this cannot see are errors.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { FunctionEntry } from '../../infra/bundle/build-functions.ts';
import { bundleFunction } from '../../infra/bundle/bundle-function.ts';
import { iamActionOf } from './iam-action-of.ts';

const projectFolder = join(import.meta.dirname, '../..');

/**
 * The actions an entry needs permission for, sorted, each once.
 *
 * @example callsOf('get')   // ['dynamodb:GetItem']
 */
export function callsOf(entry: FunctionEntry): string[] {
  const { sources } = bundleFunction(entry);
  const actions = sources.flatMap(path => callsIn(path, readFileSync(join(projectFolder, path), 'utf8')));
  return [...new Set(actions)].toSorted();
}

/**
 * The actions one file calls, in the order they stand.
 *
 * @throws Error with `file:line` where a call could hide: an import of a whole package, a paginator or waiter, or a command
 * that is used otherwise than by `new`
 */
export function callsIn(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true);
  const imports = sdkImportsOf(file);
  const actions: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node)) {
      const found = imports.get(node.text);
      // A form or URL is worth what its signer may do.
      if (found?.name === 'createPresignedPost') actions.push('s3:PutObject');
      if (found?.name.endsWith('Command')) {
        if (!ts.isNewExpression(node.parent)) throw hidden(file, node, `${found.name} is used without new`);
        actions.push(iamActionOf(found.package, found.name));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return actions;
}

type SdkImport = { readonly package: string; readonly name: string };

/** What a file takes from the AWS SDK at run time, by its name in the file. */
function sdkImportsOf(file: ts.SourceFile): ReadonlyMap<string, SdkImport> {
  const found = new Map<string, SdkImport>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    const isTypeOnly = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (!moduleSpecifier.text.startsWith('@aws-sdk/') || importClause === undefined || isTypeOnly) continue;
    const bindings = importClause.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings))
      throw hidden(file, statement, 'imports a whole package');
    for (const { isTypeOnly, name, propertyName } of bindings.elements) {
      const imported = (propertyName ?? name).text;
      if (/^(paginate|waitUntil)/.test(imported)) throw hidden(file, statement, `${imported} makes calls of its own`);
      if (!isTypeOnly) found.set(name.text, { package: moduleSpecifier.text, name: imported });
    }
  }
  return found;
}

function hidden(file: ts.SourceFile, node: ts.Node, why: string): Error {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return new Error(`${file.fileName}:${line + 1} hides its calls: ${why}`);
}
