/** Makes the schema of our resources from the declarations of the installed provider packages. Nothing is downloaded. */
import { join } from 'node:path';
import ts from 'typescript';
import type { Fields, ProviderSchema } from './provider-schema.ts';
import { type Declarations, isDeprecated, readDeclarations } from './read-declarations.ts';
import { NOT_FOLLOWED, type ResourceClasses } from './resource-classes.ts';
import { type InputType, renderType } from './type-text.ts';

/** Where npm puts the provider packages. */
export const INSTALLED = join(import.meta.dirname, '../../node_modules/@pulumi');

/** Reads a package; made once per extraction, so that awsx and aws see the same declarations. */
type Packages = (name: string) => Declarations;

/**
 * @param classes what to describe
 * @param folder where the packages are, `node_modules/@pulumi`
 * @throws Error when a class is missing or deprecated, or a declaration has a form that is not understood: a schema with
 *   a hole would pass what it does not know.
 */
export function extractSchema(classes: ResourceClasses, folder: string): ProviderSchema {
  const read = new Map<string, Declarations>();
  const packages: Packages = name => {
    const known = read.get(name) ?? readDeclarations(join(folder, name));
    read.set(name, known);
    return known;
  };
  const wanted = new Set<string>();
  const resources: Record<string, Fields> = {};
  for (const [name, modules] of Object.entries(classes)) {
    for (const [module, names] of Object.entries(modules)) {
      for (const className of names) {
        const { token, args } = packages(name).resource(module, className);
        resources[token] = fieldsOf(args, { packageName: name, wanted });
      }
    }
  }
  const types = typesOf(wanted, packages);
  const versions = [...read].map(([name, { version }]) => [`@pulumi/${name}`, version] as const);
  return { packages: sorted(Object.fromEntries(versions)), resources: sorted(resources), types: sorted(types) };
}

/** Whose declarations are read, and which named types came up; names carry the package: `aws.ec2.LaunchTemplateX`. */
type Scope = { readonly packageName: string; readonly wanted: Set<string> };

/** A Set is iterated in the order of adding, also over what is added meanwhile: this ends when nothing new comes up. */
function typesOf(wanted: Set<string>, packages: Packages): Record<string, Fields | string> {
  const types: Record<string, Fields | string> = {};
  for (const reference of wanted) {
    if (NOT_FOLLOWED.test(reference)) continue;
    const [packageName = '', kind, ...path] = reference.split('.');
    const { input, enumValues } = packages(packageName);
    const name = path.join('.');
    types[`${packageName}.${name}`] =
      kind === 'inputs'
        ? fieldsOf(input(name), { packageName, wanted })
        : renderType({ kind: 'union', options: enumValues(name).map(value => ({ kind: 'literal', value })) });
  }
  return types;
}

function fieldsOf(declaration: ts.InterfaceDeclaration, scope: Scope): Fields {
  const file = declaration.getSourceFile();
  const fields: Record<string, string> = {};
  for (const member of declaration.members) {
    if (!ts.isPropertySignature(member) || member.type === undefined) return notUnderstood(member);
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(file);
    const text = renderType(typeOf(member.type, scope));
    fields[member.questionToken === undefined ? name : `${name}?`] = isDeprecated(member) ? `deprecated ${text}` : text;
  }
  return fields;
}

function typeOf(node: ts.TypeNode, scope: Scope): InputType {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: 'boolean' };
    case ts.SyntaxKind.AnyKeyword:
      return { kind: 'any' };
  }
  if (ts.isArrayTypeNode(node)) return { kind: 'list', element: typeOf(node.elementType, scope) };
  if (ts.isUnionTypeNode(node)) return unionOf(node, scope);
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
    return { kind: 'literal', value: node.literal.text };
  if (ts.isTypeLiteralNode(node)) return mapOf(node, scope);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, scope);
  return notUnderstood(node);
}

/** Every optional input is written `T | undefined`. */
function unionOf(node: ts.UnionTypeNode, scope: Scope): InputType {
  const options = node.types
    .filter(option => option.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map(option => typeOf(option, scope));
  return options.length === 1 ? options[0]! : { kind: 'union', options };
}

/** `{ [key: string]: T }`, the only object written in place. */
function mapOf(node: ts.TypeLiteralNode, scope: Scope): InputType {
  const [member] = node.members;
  if (member === undefined || !ts.isIndexSignatureDeclaration(member)) return notUnderstood(node);
  return { kind: 'map', element: typeOf(member.type, scope) };
}

function referenceOf(node: ts.TypeReferenceNode, scope: Scope): InputType {
  const name = node.typeName.getText(node.getSourceFile());
  const [argument] = node.typeArguments ?? [];
  if (name === 'pulumi.Input' && argument !== undefined) return typeOf(argument, scope);
  if (name === 'pulumi.asset.Asset') return { kind: 'asset' };
  if (name === 'pulumi.asset.Archive') return { kind: 'archive' };
  const [, owner, path = ''] = /^(pulumiAws\.types\.input|inputs|enums)\.(.+)$/.exec(name) ?? [];
  if (owner === undefined) return isResource(name, node) ? { kind: 'resource' } : notUnderstood(node);
  const packageName = owner.startsWith('pulumiAws') ? 'aws' : scope.packageName;
  scope.wanted.add(`${packageName}.${owner === 'enums' ? 'enums' : 'inputs'}.${path}`);
  return { kind: 'named', name: `${packageName}.${path}` };
}

/** A resource class is imported by name from another file of the package: `import { Topic } from "./index"`. */
function isResource(name: string, node: ts.Node): boolean {
  const file = node.getSourceFile();
  return file.statements
    .filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => !moduleSpecifier.getText(file).includes('/types/'))
    .flatMap(({ importClause }) => importClause?.namedBindings ?? [])
    .some(bindings => ts.isNamedImports(bindings) && bindings.elements.some(element => element.name.text === name));
}

function notUnderstood(node: ts.Node): never {
  const file = node.getSourceFile();
  throw new Error(`${file.fileName}: a declaration is not understood (saw ${node.getText(file)})`);
}

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
