/** Reads the declarations (.d.ts) of an installed Pulumi provider package. Its layout is the same for every provider. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type Declarations = {
  /** `7.48.0` */
  readonly version: string;
  /** What the constructor of a resource class takes, and its type token. */
  readonly resource: (module: string, className: string) => ResourceDeclaration;
  /** An interface of types/input.d.ts by its qualified name, `ec2.LaunchTemplateMonitoring`. */
  readonly input: (name: string) => ts.InterfaceDeclaration;
  /** The values of an enum of types/enums by its qualified name, `lambda.Runtime`. */
  readonly enumValues: (name: string) => readonly string[];
};

export type ResourceDeclaration = { readonly token: string; readonly args: ts.InterfaceDeclaration };

/**
 * Files are read when something in them is asked for. Parsing types/input.d.ts of @pulumi/aws (5.7 MB) is most of the time:
 * 0.6 s without its documentation, 0.9 s with it.
 *
 * @param folder of the package, `node_modules/@pulumi/aws`
 * @throws Error when the package has no such class, interface or enum, or the class is deprecated.
 */
export function readDeclarations(folder: string): Declarations {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const inputs = once(() => interfacesOf(parse(join(folder, 'types/input.d.ts'))));
  return {
    version: manifest.version,
    resource: (module, className) => resourceIn(folder, manifest.pulumi.name ?? '', module, className),
    input: name => inputs().get(name) ?? missing(`interface ${name} in ${folder}/types/input.d.ts`),
    enumValues: name => enumValuesIn(folder, name),
  };
}

type Manifest = { readonly version: string; readonly pulumi: { readonly name?: string } };

/** The class `Queue` stands in queue.d.ts as QueueArgs, and its token in queue.js. */
function resourceIn(folder: string, provider: string, module: string, className: string): ResourceDeclaration {
  const path = join(folder, module, `${className.charAt(0).toLowerCase()}${className.slice(1)}`);
  if (!existsSync(`${path}.d.ts`)) return missing(`class ${className} in ${path}.d.ts`);
  const file = parse(`${path}.d.ts`);
  const args = file.statements.find(isInterfaceNamed(`${className}Args`));
  const declared = file.statements.find(node => ts.isClassDeclaration(node) && node.name?.text === className);
  const token = /__pulumiType = '([^']+)'/.exec(readFileSync(`${path}.js`, 'utf8'))?.[1];
  if (args === undefined || declared === undefined || token === undefined)
    return missing(`${className}Args in ${path}`);
  if (isDeprecated(declared)) throw new Error(`${token} is deprecated: take it out of resource-classes.ts`);
  return { token: token === provider ? `pulumi:providers:${provider}` : token, args };
}

const isInterfaceNamed =
  (name: string) =>
  (node: ts.Node): node is ts.InterfaceDeclaration =>
    ts.isInterfaceDeclaration(node) && node.name.text === name;

/** Whether the comment before a declaration has the tag; comments are text here, because files are parsed without them. */
export function isDeprecated(node: ts.Node): boolean {
  const file = node.getSourceFile();
  return /^[\s/*]*@deprecated\b/m.test(file.text.slice(node.pos, node.getStart(file)));
}

/** Every interface of a file, those in namespaces by their qualified name. */
function interfacesOf(file: ts.SourceFile): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (prefix: string) => (node: ts.Node) => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${prefix}${node.name.text}`, node);
    else if (ts.isModuleDeclaration(node)) node.body?.forEachChild(visit(`${prefix}${node.name.text}.`));
  };
  file.forEachChild(visit(''));
  return found;
}

/** An enum is declared as `const Runtime: { readonly NodeJS24dX: "nodejs24.x"; ... }`. */
function enumValuesIn(folder: string, name: string): readonly string[] {
  const [constant = '', ...modules] = name.split('.').reverse();
  const file = parse(join(folder, 'types/enums', ...modules.reverse(), 'index.d.ts'));
  const declared = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(statement => statement.declarationList.declarations)
    .find(declaration => declaration.name.getText(file) === constant)?.type;
  if (declared === undefined || !ts.isTypeLiteralNode(declared)) return missing(`enum ${name} in ${file.fileName}`);
  return declared.members.map(member => {
    const type = ts.isPropertySignature(member) ? member.type : undefined;
    if (type === undefined || !ts.isLiteralTypeNode(type) || !ts.isStringLiteral(type.literal)) {
      throw new Error(`enum ${name} has a value that is no string (saw ${member.getText(file)})`);
    }
    return type.literal.text;
  });
}

function parse(path: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), options, true);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function missing(what: string): never {
  throw new Error(`the installed package has no ${what}`);
}
